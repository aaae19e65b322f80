-- history: one line per deed.
create table history_line (
  company_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  kind text not null,
  by text not null check (by in ('person', 'customer', 'program')),
  by_id uuid,
  about_id uuid not null,
  data jsonb not null default '{}',
  primary key (company_id, id)
);
create index history_line_about on history_line (company_id, about_id, id);
create index history_line_kind on history_line (company_id, kind, id);
select kit_wall('history_line', 'select, insert');

-- people: the company, its teams, its persons.
create table people_company (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'),
  name text not null check (length(name) between 1 and 120),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  country text not null check (country ~ '^[A-Z]{2}$'),
  zone text not null,
  language text not null,
  hours jsonb not null,
  phone text,
  answer jsonb not null,
  sample boolean not null default false,
  founded_at timestamptz not null
);
select kit_wall('people_company', 'select, insert, update', 'id');
select kit_findable('people_company');
create function people_company_find(wanted text) returns uuid
language sql stable security definer set search_path = public
begin atomic
  select c.id from public.people_company c where c.slug = wanted;
end;
select kit_finder_owns('people_company_find(text)');
-- For what runs by itself in every company in turn.
create function people_company_ids() returns setof uuid
language sql stable security definer set search_path = public
begin atomic
  select c.id from public.people_company c order by c.id;
end;
select kit_finder_owns('people_company_ids()');

-- A company's choice, by the name of the setting that a word declares.
create table people_setting (
  company_id uuid not null references people_company (id),
  name text not null,
  value jsonb not null,
  primary key (company_id, name)
);
select kit_wall('people_setting');

create table people_team (
  company_id uuid not null references people_company (id),
  id uuid not null,
  parent_id uuid,
  name text not null check (length(name) between 1 and 120),
  primary key (company_id, id),
  foreign key (company_id, parent_id) references people_team
);
select kit_wall('people_team');

create table people_person (
  company_id uuid not null references people_company (id),
  id uuid not null,
  identity_id uuid,
  name text not null check (length(name) between 1 and 120),
  email text,
  team_id uuid,
  level text not null check (level in ('front-line', 'supervisor', 'manager', 'leader')),
  language text not null,
  works jsonb,
  joined_on date not null,
  primary key (company_id, id),
  unique (company_id, identity_id),
  foreign key (company_id, team_id) references people_team
);
create unique index people_person_email on people_person (company_id, lower(email));
create index people_person_team on people_person (company_id, team_id);
select kit_wall('people_person');

-- States of a person are rows: administrator, left, away.
create table people_administrator (
  company_id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, person_id),
  foreign key (company_id, person_id) references people_person
);
select kit_wall('people_administrator');
create table people_leaving (
  company_id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, person_id),
  foreign key (company_id, person_id) references people_person
);
select kit_wall('people_leaving');
create table people_absence (
  company_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  from_at timestamptz not null,
  until_at timestamptz not null check (until_at > from_at),
  stand_in_id uuid,
  primary key (company_id, id),
  foreign key (company_id, person_id) references people_person,
  foreign key (company_id, stand_in_id) references people_person
);
create index on people_absence (company_id, person_id, until_at);
select kit_wall('people_absence');

create table people_invitation (
  company_id uuid not null,
  person_id uuid not null,
  ticket_id uuid not null,
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, person_id),
  foreign key (company_id, person_id) references people_person
);
select kit_wall('people_invitation');

-- A human's address and secret belong to no company. The program's role reaches them by these functions only.
create table people_identity (
  id uuid primary key,
  email text not null,
  secret text,
  made_at timestamptz not null,
  -- When somebody opened a link that was sent there. Until then anybody may have typed the address.
  proved_at timestamptz
);
create unique index on people_identity (lower(email));
create table people_membership (
  identity_id uuid not null references people_identity,
  company_id uuid not null references people_company (id),
  person_id uuid not null,
  primary key (identity_id, company_id)
);
create function people_identity_find(address text) returns uuid
language sql stable security definer set search_path = public
begin atomic
  select i.id from public.people_identity i where lower(i.email) = lower(address);
end;
create function people_identity_secret(identity uuid) returns text
language sql stable security definer set search_path = public
begin atomic
  select i.secret from public.people_identity i where i.id = identity;
end;
create function people_identity_members(identity uuid) returns table (company uuid, person uuid)
language sql stable security definer set search_path = public
begin atomic
  select m.company_id, m.person_id from public.people_membership m where m.identity_id = identity order by m.company_id;
end;
create function people_identity_make(new_id uuid, address text, at timestamptz) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare found_id uuid;
begin
  insert into people_identity (id, email, made_at) values (new_id, address, at) on conflict do nothing;
  select i.id into found_id from people_identity i where lower(i.email) = lower(address);
  return found_id;
end $$;
create function people_identity_set_secret(identity uuid, new_secret text) returns void
language sql security definer set search_path = public
begin atomic
  update public.people_identity set secret = new_secret where id = identity;
end;
-- Says whether this is the first proof; a secret that was set before it was perhaps somebody else's, and goes.
create function people_identity_prove(identity uuid, at timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update people_identity set proved_at = at, secret = null where id = identity and proved_at is null;
  return found;
end $$;
-- Only for the company of the transaction: nobody joins a company from outside of it.
create function people_identity_join(identity uuid, person uuid) returns void
language sql security definer set search_path = public
begin atomic
  insert into public.people_membership (identity_id, company_id, person_id)
  values (identity, nullif(current_setting('app.company', true), '')::uuid, person)
  on conflict (identity_id, company_id) do update set person_id = excluded.person_id;
end;
create function people_identity_part(identity uuid) returns void
language sql security definer set search_path = public
begin atomic
  delete from public.people_membership
  where identity_id = identity and company_id = nullif(current_setting('app.company', true), '')::uuid;
end;
do $$
declare f text;
begin
  foreach f in array array['people_identity_find(text)', 'people_identity_secret(uuid)', 'people_identity_members(uuid)',
    'people_identity_make(uuid, text, timestamptz)', 'people_identity_set_secret(uuid, text)', 'people_identity_prove(uuid, timestamptz)',
    'people_identity_join(uuid, uuid)', 'people_identity_part(uuid)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to makegood_app', f);
  end loop;
end $$;

-- A key acts as a person, within scopes; only its hash is kept.
create table people_key (
  company_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  name text not null,
  token_hash text not null unique,
  scopes text[] not null,
  made_at timestamptz not null,
  ended_at timestamptz,
  primary key (company_id, id),
  foreign key (company_id, person_id) references people_person
);
select kit_wall('people_key');
select kit_findable('people_key');
create function people_key_find(hash text) returns table (company uuid, key uuid)
language sql stable security definer set search_path = public
begin atomic
  select k.company_id, k.id from public.people_key k where k.token_hash = hash;
end;
select kit_finder_owns('people_key_find(text)');
