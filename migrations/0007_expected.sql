-- A customer who is expected: a booking, a repair that is due, anything with a date. A day, or an exact moment.
create table customers_expected (
  company_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  -- Where it was told, and the key under which it is known there: told again it is moved, never doubled.
  source text not null check (source in ('hand', 'api', 'import', 'calendar')),
  key text not null check (length(key) between 1 and 500),
  what text not null check (length(what) between 1 and 200),
  day date,
  at timestamptz,
  touchpoint_id uuid,
  team_id uuid,
  made_at timestamptz not null,
  by_id uuid,
  primary key (company_id, id),
  unique (company_id, source, key),
  check ((day is null) <> (at is null)),
  foreign key (company_id, customer_id) references customers_customer,
  foreign key (company_id, touchpoint_id) references touchpoints_touchpoint,
  foreign key (company_id, team_id) references people_team
);
create index on customers_expected (company_id, day) where day is not null;
create index on customers_expected (company_id, at) where at is not null;
create index on customers_expected (company_id, customer_id);
select kit_wall('customers_expected');

-- It was called off; on again, the row goes.
create table customers_called_off (
  company_id uuid not null,
  expected_id uuid not null,
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, expected_id),
  foreign key (company_id, expected_id) references customers_expected
);
select kit_wall('customers_called_off');

-- They came.
create table customers_came (
  company_id uuid not null,
  expected_id uuid not null,
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, expected_id),
  foreign key (company_id, expected_id) references customers_expected
);
select kit_wall('customers_came');

-- A colleague's thanks for a kindness: the kindness is the proof. Each colleague thanks for it once.
alter table thanks_thanks add column kindness_id uuid;
alter table thanks_thanks add foreign key (company_id, kindness_id) references interactions_interaction;
alter table thanks_thanks add check (kindness_id is null or by_id is not null);
create unique index thanks_thanks_kindness on thanks_thanks (company_id, kindness_id, by_id)
  where kindness_id is not null;

-- A calendar: brought as a file, or followed at its address.
create table calendar_calendar (
  company_id uuid not null references people_company (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  url text,
  hash text,
  -- Bookings: whoever is new in it becomes a customer. Else somebody is asked.
  meets boolean not null,
  touchpoint_id uuid,
  team_id uuid,
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, id),
  check ((url is null) <> (hash is null)),
  foreign key (company_id, hash) references kit_file,
  foreign key (company_id, touchpoint_id) references touchpoints_touchpoint,
  foreign key (company_id, team_id) references people_team
);
create unique index calendar_calendar_url on calendar_calendar (company_id, url);
create unique index calendar_calendar_hash on calendar_calendar (company_id, hash);
select kit_wall('calendar_calendar');

-- It is looked at no more.
create table calendar_ended (
  company_id uuid not null,
  calendar_id uuid not null,
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, calendar_id),
  foreign key (company_id, calendar_id) references calendar_calendar
);
select kit_wall('calendar_ended');

-- How the last look at it went.
create table calendar_look (
  company_id uuid not null,
  calendar_id uuid not null,
  at timestamptz not null,
  -- When it could last be read.
  good_at timestamptz,
  trouble text,
  dates integer not null default 0,
  past integer not null default 0,
  -- Entries that say nothing one can expect, each with a sentence.
  odd jsonb not null default '[]',
  primary key (company_id, calendar_id),
  foreign key (company_id, calendar_id) references calendar_calendar
);
select kit_wall('calendar_look');

-- A date that stands in a calendar: somebody is expected, or it waits for whoever knows whose it is.
create table calendar_date (
  company_id uuid not null,
  calendar_id uuid not null,
  key text not null,
  uid text not null,
  what text not null,
  day date,
  at timestamptz,
  -- The addresses and names that it bears.
  told jsonb not null default '{}',
  expected_id uuid,
  -- Since when it stands there no more, or as cancelled.
  gone_at timestamptz,
  primary key (company_id, calendar_id, key),
  check ((day is null) <> (at is null)),
  foreign key (company_id, calendar_id) references calendar_calendar,
  foreign key (company_id, expected_id) references customers_expected
);
create index on calendar_date (company_id, expected_id);
create index calendar_date_waiting on calendar_date (company_id, uid) where expected_id is null and gone_at is null;
select kit_wall('calendar_date');

-- Somebody said whose the dates of one entry are; without a customer: nobody's visit.
create table calendar_said (
  company_id uuid not null references people_company (id),
  uid text not null,
  customer_id uuid,
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, uid),
  foreign key (company_id, customer_id) references customers_customer
);
select kit_wall('calendar_said');

-- A table may say who is expected.
alter table import_run drop constraint import_run_what_check;
alter table import_run add constraint import_run_what_check
  check (what in ('customers', 'purchases', 'interactions', 'expected'));
-- Of a table with what is good to know the file is not kept once it is brought in: the words stand in one place.
alter table import_run drop constraint import_run_company_id_hash_fkey;
