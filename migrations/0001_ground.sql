-- The ground: what every later table stands on. The roles makegood_app and makegood_finder exist already
-- (src/kit/migrate.ts makes them): the first serves and owns nothing, the second only finds.
create extension if not exists unaccent;
create extension if not exists pg_trgm;
create extension if not exists btree_gin;

revoke create on schema public from public;
grant usage on schema public to makegood_app, makegood_finder;

-- Walls a table in: the program's role sees the rows of the company that its transaction names, and no other.
create function kit_wall(t regclass, may text default 'select, insert, update, delete', by text default 'company_id')
returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', t);
  execute format('alter table %s force row level security', t);
  execute format('create policy company on %s to makegood_app using (%I = nullif(current_setting(''app.company'', true), '''')::uuid)
    with check (%I = nullif(current_setting(''app.company'', true), '''')::uuid)', t, by, by);
  execute format('grant %s on %s to makegood_app', may, t);
end $$;

-- Lets the finder read a table, for a listed function that must look before the company is known, or that
-- searches by an operator which row-level security would keep from its index.
create function kit_findable(t regclass) returns void language plpgsql as $$
begin
  execute format('create policy finding on %s for select to makegood_finder using (true)', t);
  execute format('grant select on %s to makegood_finder', t);
end $$;

create function kit_finder_owns(f regprocedure) returns void language plpgsql as $$
begin
  execute 'grant create on schema public to makegood_finder';
  execute format('alter function %s owner to makegood_finder', f);
  execute 'revoke create on schema public from makegood_finder';
  execute format('revoke all on function %s from public', f);
  execute format('grant execute on function %s to makegood_app', f);
end $$;

-- Text as one searches it: no case, no accents.
create function plain(words text) returns text language sql immutable strict parallel safe
  return lower(public.unaccent('public.unaccent'::regdictionary, words));

-- What several processes must share: the key that signs links and addresses.
create table kit_secret (name text primary key, value text not null, made_at timestamptz not null);
grant select, insert on kit_secret to makegood_app;

create table kit_session (
  company_id uuid not null,
  id uuid not null,
  token_hash text not null unique,
  holder_id uuid not null,
  begun_at timestamptz not null,
  seen_at timestamptz not null,
  ends_at timestamptz not null,
  agent text not null default '',
  primary key (company_id, id)
);
create index on kit_session (company_id, holder_id);
select kit_wall('kit_session');
select kit_findable('kit_session');
create function kit_session_find(hash text) returns table (company uuid, session uuid, holder uuid)
language sql stable security definer set search_path = public
begin atomic
  select s.company_id, s.id, s.holder_id from public.kit_session s where s.token_hash = hash;
end;
select kit_finder_owns('kit_session_find(text)');

-- A link of one use: sign-in, invitation, yes to an ask, the customer's own page. Only its hash is kept.
create table kit_ticket (
  company_id uuid not null,
  id uuid not null,
  token_hash text not null unique,
  kind text not null,
  about_id uuid not null,
  made_at timestamptz not null,
  ends_at timestamptz not null,
  many boolean not null default false,
  used_at timestamptz,
  primary key (company_id, id)
);
create index on kit_ticket (company_id, kind, about_id);
select kit_wall('kit_ticket');
select kit_findable('kit_ticket');
create function kit_ticket_find(hash text) returns table (company uuid, ticket uuid)
language sql stable security definer set search_path = public
begin atomic
  select t.company_id, t.id from public.kit_ticket t where t.token_hash = hash;
end;
select kit_finder_owns('kit_ticket_find(text)');

-- How often something was tried, by a key that is a hash: no address and no peer stands here.
create table kit_attempt (key text not null, at timestamptz not null, good boolean not null);
create index on kit_attempt (key, at);
grant select, insert, delete on kit_attempt to makegood_app;

-- A moment at which something is due.
create table kit_timer (
  company_id uuid not null,
  kind text not null,
  key text not null,
  due_at timestamptz not null,
  data jsonb not null default '{}',
  primary key (company_id, kind, key)
);
create index on kit_timer (due_at);
select kit_wall('kit_timer');
select kit_findable('kit_timer');
create function kit_timer_next() returns timestamptz
language sql stable security definer set search_path = public
begin atomic
  select min(due_at) from public.kit_timer;
end;
create function kit_timer_due(at timestamptz, most integer) returns table (company uuid, kind text, key text)
language sql stable security definer set search_path = public
begin atomic
  select t.company_id, t.kind, t.key from public.kit_timer t where t.due_at <= at order by t.due_at limit most;
end;
select kit_finder_owns('kit_timer_next()');
select kit_finder_owns('kit_timer_due(timestamptz, integer)');

-- Bytes by their hash: a raw mail, a photograph, a file. Chunks, so that no row is large.
create table kit_file (
  company_id uuid not null,
  hash text not null,
  size bigint not null,
  packed boolean not null,
  kept_at timestamptz not null,
  primary key (company_id, hash)
);
select kit_wall('kit_file', 'select, insert, delete');
create table kit_chunk (
  company_id uuid not null,
  hash text not null,
  part integer not null,
  bytes bytea not null,
  primary key (company_id, hash, part),
  foreign key (company_id, hash) references kit_file on delete cascade
);
alter table kit_chunk alter column bytes set storage external;
select kit_wall('kit_chunk', 'select, insert, delete');

-- What goes out by mail; without an outgoing server it stays here and can be read in the product.
create table kit_letter (
  company_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  recipient text not null,
  subject text not null,
  text text not null,
  html text,
  headers jsonb not null default '{}',
  files jsonb not null default '[]',
  sent_at timestamptz,
  tries integer not null default 0,
  trouble text,
  primary key (company_id, id)
);
create index on kit_letter (company_id, at desc);
select kit_wall('kit_letter');

-- The answer to a request that carried an Idempotency-Key.
create table kit_idempotency (
  company_id uuid not null,
  holder_id uuid not null,
  key text not null,
  body_hash text not null,
  at timestamptz not null,
  status integer,
  answer jsonb,
  primary key (company_id, holder_id, key)
);
create index on kit_idempotency (company_id, at);
select kit_wall('kit_idempotency');
