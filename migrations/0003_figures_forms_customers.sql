-- figures: what deeds append, and what the fold makes of it.
create table figures_delta (
  company_id uuid not null,
  id bigint generated always as identity,
  day date not null,
  figure text not null,
  touchpoint_id uuid,
  team_id uuid,
  channel text,
  kind text,
  score smallint,
  verdict text,
  n bigint not null,
  primary key (company_id, id)
);
select kit_wall('figures_delta', 'select, insert, delete');
create table figures_daily (
  company_id uuid not null,
  day date not null,
  figure text not null,
  touchpoint_id uuid,
  team_id uuid,
  channel text,
  kind text,
  score smallint,
  verdict text,
  n bigint not null,
  unique nulls not distinct (company_id, figure, day, touchpoint_id, team_id, channel, kind, score, verdict)
);
select kit_wall('figures_daily');

-- forms: one engine for questions and answers.
create table forms_form (
  company_id uuid not null references people_company (id),
  id uuid not null,
  name text not null,
  primary key (company_id, id),
  unique (company_id, name)
);
select kit_wall('forms_form');
create table forms_version (
  company_id uuid not null,
  form_id uuid not null,
  number integer not null,
  questions jsonb not null,
  made_at timestamptz not null,
  primary key (company_id, form_id, number),
  foreign key (company_id, form_id) references forms_form
);
select kit_wall('forms_version', 'select, insert, update');
create table forms_answer (
  company_id uuid not null,
  id uuid not null,
  form_id uuid not null,
  version integer not null,
  about_id uuid,
  language text not null,
  at timestamptz not null,
  answers jsonb not null,
  primary key (company_id, id),
  foreign key (company_id, form_id, version) references forms_version
);
create index on forms_answer (company_id, form_id, at);
create index on forms_answer (company_id, about_id);
select kit_wall('forms_answer');

-- customers: persons and organisations.
create table customers_customer (
  company_id uuid not null references people_company (id),
  id uuid not null,
  kind text not null check (kind in ('person', 'organisation')),
  name text,
  language text,
  since date not null,
  made_at timestamptz not null,
  -- As one searches it; kept, because a search looks at it ten thousand times.
  plain_name text generated always as (plain(name)) stored,
  primary key (company_id, id)
);
create index customers_customer_name on customers_customer using gin (company_id, plain_name gin_trgm_ops);
create index customers_customer_begins on customers_customer (company_id, plain_name text_pattern_ops);
create index customers_customer_newest on customers_customer (company_id, made_at desc, id desc);
select kit_wall('customers_customer');
select kit_findable('customers_customer');

create table customers_address (
  company_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  kind text not null check (kind in ('email', 'phone', 'post', 'number', 'handle')),
  written text not null,
  -- The form by which two spellings are one address; null where an address identifies nobody (a post address).
  met_by text,
  at timestamptz not null,
  plain_written text generated always as (plain(written)) stored,
  primary key (company_id, id),
  check (met_by <> ''),
  foreign key (company_id, customer_id) references customers_customer
);
create unique index customers_address_met on customers_address (company_id, kind, met_by);
create index customers_address_of on customers_address (company_id, customer_id);
create index customers_address_words on customers_address using gin (company_id, plain_written gin_trgm_ops);
select kit_wall('customers_address');
select kit_findable('customers_address');

-- Two rows that are one human: a pointer, so that undoing deletes it and changes nothing else.
create table customers_merge (
  company_id uuid not null,
  from_id uuid not null,
  into_id uuid not null check (into_id <> from_id),
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, from_id),
  foreign key (company_id, from_id) references customers_customer,
  foreign key (company_id, into_id) references customers_customer
);
create index on customers_merge (company_id, into_id);
select kit_wall('customers_merge');
select kit_findable('customers_merge');

create table customers_fact (
  company_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  fact text not null check (length(fact) between 1 and 120),
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references customers_customer
);
create index on customers_fact (company_id, customer_id);
select kit_wall('customers_fact');

create table customers_acquaintance (
  company_id uuid not null,
  customer_id uuid not null,
  person_id uuid not null,
  since timestamptz not null,
  primary key (company_id, customer_id, person_id),
  foreign key (company_id, customer_id) references customers_customer,
  foreign key (company_id, person_id) references people_person
);
create index on customers_acquaintance (company_id, person_id);
select kit_wall('customers_acquaintance');

create table customers_purchase (
  company_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  key text not null check (key <> ''),
  bought_at timestamptz not null,
  what text not null,
  units numeric,
  amount bigint not null,
  currency text not null,
  returned bigint not null default 0 check (returned >= 0),
  primary key (company_id, id),
  unique (company_id, key),
  foreign key (company_id, customer_id) references customers_customer
);
create index on customers_purchase (company_id, customer_id, bought_at desc);
select kit_wall('customers_purchase');

-- Names and addresses by a few letters, with typing errors allowed. Row-level security would read every row.
-- A look that is dearer is taken only where the ones before it found too little: names that begin so and the newest
-- thousand first, where a common part is found at once; then all by the index, which is quick with a rare part
-- only; then, of names, what is spelt alike.
select show_trgm('x'); -- the setting below is known once the library was used
create function customers_search(company uuid, words text, most integer)
returns table (customer uuid, nearness real)
language plpgsql stable security definer set search_path = public, pg_temp
set pg_trgm.word_similarity_threshold = 0.5 as $$
declare
  asked text := btrim(plain(words));
  escaped text := replace(replace(replace(asked, '\', '\\'), '%', '\%'), '_', '\_');
  pattern text := '%' || escaped || '%';
  -- In whatever order: the three longest words, one of them again where there are fewer.
  word text[] := array(select '%' || w || '%' from regexp_split_to_table(escaped, '\s+') w order by length(w) desc);
  second text := coalesce(word[2], word[1]);
  third text := coalesce(word[3], word[1]);
  room integer := least(most, 100);
begin
  if asked = '' then return; end if;
  return query
  with begins as materialized (
    select c.id, c.plain_name from customers_customer c
    where c.company_id = company and c.plain_name ~>=~ asked and c.plain_name ~<~ (asked || U&'\+10FFFF')
    order by c.plain_name using ~<~ limit room
  ), newest as materialized (
    select n.id, n.plain_name from (
      select c.id, c.plain_name from customers_customer c where c.company_id = company order by c.id desc limit 1000) n
    where n.plain_name like word[1] and n.plain_name like second and n.plain_name like third limit 100
  ), newest_address as materialized (
    select n.customer_id, n.plain_written from (
      select a.customer_id, a.plain_written from customers_address a
      where a.company_id = company and length(asked) >= 3 order by a.id desc limit 1000) n
    where n.plain_written like pattern limit 100
  ), quick as materialized (
    select b.id, word_similarity(asked, b.plain_name) as near from begins b
    union all
    select n.id, word_similarity(asked, n.plain_name) from newest n
    union all
    select n.customer_id, 1 + similarity(asked, n.plain_written) from newest_address n
  ), by_index as materialized (
    (select c.id, word_similarity(asked, c.plain_name) as near from customers_customer c
     where (select count(distinct q.id) from quick q) < room and length(asked) >= 3 and c.company_id = company
       and c.plain_name like word[1] and c.plain_name like second and c.plain_name like third limit 100)
    union all
    (select a.customer_id, 1 + similarity(asked, a.plain_written) from customers_address a
     where (select count(distinct q.id) from quick q) < room and length(asked) >= 3 and a.company_id = company
       and a.plain_written like pattern limit 100)
  ), as_written as materialized (
    select q.id, q.near from quick q union all select i.id, i.near from by_index i
  ), alike as materialized (
    select c.id, word_similarity(asked, c.plain_name) as near from customers_customer c
    where (select count(distinct w.id) from as_written w) < room and c.company_id = company and asked <% c.plain_name
      and asked ~ '[[:alpha:]]' and asked !~ '@' -- an address or a number is no name
    limit 200
  )
  select x.id, max(x.near)::real from (
    select w.id, w.near from as_written w union all select l.id, l.near from alike l) x
  group by x.id order by 2 desc, 1 limit room;
end $$;
select kit_finder_owns('customers_search(uuid, text, integer)');

-- Which companies have something to fold.
select kit_findable('figures_delta');
create function figures_unfolded() returns setof uuid
language sql stable security definer set search_path = public
begin atomic
  with recursive company as (
    (select company_id from public.figures_delta order by company_id limit 1)
    union all
    (select (select d.company_id from public.figures_delta d where d.company_id > company.company_id order by d.company_id limit 1)
     from company where company.company_id is not null)
  )
  select company_id from company where company_id is not null;
end;
select kit_finder_owns('figures_unfolded()');
