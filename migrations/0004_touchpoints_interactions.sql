-- touchpoints: the delivery chain.
create table touchpoints_stage (
  company_id uuid not null references people_company (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 80),
  place integer not null,
  primary key (company_id, id)
);
select kit_wall('touchpoints_stage');
create table touchpoints_touchpoint (
  company_id uuid not null,
  id uuid not null,
  stage_id uuid not null,
  name text not null check (length(name) between 1 and 80),
  place integer not null,
  -- What a short link says: /halden/tell-us/collect
  code text not null check (code ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'),
  owner_id uuid,
  team_id uuid,
  ideal text not null default '',
  primary key (company_id, id),
  unique (company_id, code),
  foreign key (company_id, stage_id) references touchpoints_stage,
  foreign key (company_id, owner_id) references people_person,
  foreign key (company_id, team_id) references people_team
);
select kit_wall('touchpoints_touchpoint');
-- No longer walked, though what was said there stays.
create table touchpoints_closing (
  company_id uuid not null,
  touchpoint_id uuid not null,
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, touchpoint_id),
  foreign key (company_id, touchpoint_id) references touchpoints_touchpoint
);
select kit_wall('touchpoints_closing');
-- What staff think customers would say, before they see it.
create table touchpoints_guess (
  company_id uuid not null,
  touchpoint_id uuid not null,
  magic_share smallint not null check (magic_share between 0 and 100),
  at timestamptz not null,
  primary key (company_id, touchpoint_id, at),
  foreign key (company_id, touchpoint_id) references touchpoints_touchpoint
);
select kit_wall('touchpoints_guess', 'select, insert');

-- interactions: everything a customer said, lived or was told.
create table interactions_interaction (
  company_id uuid not null references people_company (id),
  id uuid not null,
  at timestamptz not null,
  kind text not null check (kind in ('compliment', 'complaint', 'question', 'idea', 'answer', 'call', 'visit', 'kindness', 'message')),
  channel text not null,
  direction text not null check (direction in ('in', 'out')),
  customer_id uuid,
  touchpoint_id uuid,
  team_id uuid,
  -- A person is named on praise and on what we ourselves did, never on a complaint.
  person_id uuid check (person_id is null or kind in ('compliment', 'kindness') or direction = 'out'),
  score smallint check (score between 1 and 5),
  -- A score on the asker's own scale, which is no five: '0/1', '0-10'.
  own_score numeric,
  own_scale text,
  title text not null default '',
  text text not null default '',
  language text,
  key text,
  words tsvector generated always as (to_tsvector('simple', left(title || ' ' || text, 100000))) stored,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references customers_customer,
  foreign key (company_id, touchpoint_id) references touchpoints_touchpoint,
  foreign key (company_id, team_id) references people_team,
  foreign key (company_id, person_id) references people_person
);
create unique index interactions_key on interactions_interaction (company_id, channel, key) where key is not null;
create index interactions_newest on interactions_interaction (company_id, at desc, id desc);
create index interactions_customer on interactions_interaction (company_id, customer_id, at desc);
create index interactions_touchpoint on interactions_interaction (company_id, touchpoint_id, at desc);
create index interactions_words on interactions_interaction using gin (company_id, words);
select kit_wall('interactions_interaction');
select kit_findable('interactions_interaction');

create table interactions_verdict (
  company_id uuid not null,
  interaction_id uuid not null,
  verdict text not null check (verdict in ('magic', 'mediocre', 'misery')),
  at timestamptz not null,
  by_id uuid not null,
  primary key (company_id, interaction_id),
  foreign key (company_id, interaction_id) references interactions_interaction,
  foreign key (company_id, by_id) references people_person
);
select kit_wall('interactions_verdict');
create table interactions_attachment (
  company_id uuid not null,
  interaction_id uuid not null,
  place integer not null,
  hash text not null,
  name text not null,
  type text not null,
  primary key (company_id, interaction_id, place),
  foreign key (company_id, interaction_id) references interactions_interaction,
  foreign key (company_id, hash) references kit_file
);
select kit_wall('interactions_attachment');

-- The newest three thousand are read first, then the index for what is older: a rare word and a common one
-- both come at once.
create function interactions_search(company uuid, wanted text, most integer)
returns table (interaction uuid)
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  query tsquery := websearch_to_tsquery('simple', wanted);
  room integer := least(most, 100);
  found integer := 0;
  edge record;
begin
  if numnode(query) = 0 then return; end if;
  return query
    select recent.id from (
      select i.id, i.words, i.at from interactions_interaction i
      where i.company_id = company order by i.at desc, i.id desc limit 3000) recent
    where recent.words @@ query order by recent.at desc, recent.id desc limit room;
  get diagnostics found = row_count;
  if found >= room then return; end if;
  select i.at, i.id into edge from interactions_interaction i
  where i.company_id = company order by i.at desc, i.id desc offset 2999 limit 1;
  if edge.id is null then return; end if;
  return query
    select old.id from (
      select i.id, i.at from interactions_interaction i
      where i.company_id = company and i.words @@ query and (i.at, i.id) < (edge.at, edge.id) limit 5000) old
    order by old.at desc, old.id desc limit room - found;
end $$;
select kit_finder_owns('interactions_search(uuid, text, integer)');
