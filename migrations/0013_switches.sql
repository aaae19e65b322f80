-- people: what could measure people is off until somebody switches it on by name, with a reason, after a notice to all.
create table people_switch_on (
  company_id uuid not null references people_company (id),
  id uuid not null,
  name text not null check (name ~ '^[a-z]+\.[a-z-]+$'),
  at timestamptz not null,
  by_id uuid not null,
  why text not null check (length(why) between 10 and 1000),
  from_at timestamptz not null check (from_at >= at + interval '14 days'),
  primary key (company_id, id),
  foreign key (company_id, by_id) references people_person
);
create index on people_switch_on (company_id, name, at desc);
select kit_wall('people_switch_on', 'select, insert');
create table people_switch_off (
  company_id uuid not null,
  on_id uuid not null,
  at timestamptz not null,
  by_id uuid not null,
  primary key (company_id, on_id),
  foreign key (company_id, on_id) references people_switch_on,
  foreign key (company_id, by_id) references people_person
);
select kit_wall('people_switch_off', 'select, insert');
-- The letters of a notice have been written: once.
create table people_switch_told (
  company_id uuid not null,
  on_id uuid not null,
  at timestamptz not null,
  letters integer not null,
  primary key (company_id, on_id),
  foreign key (company_id, on_id) references people_switch_on
);
select kit_wall('people_switch_told', 'select, insert');

-- Who reads the switches and the openings for the staff.
create table people_council (
  company_id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, person_id),
  foreign key (company_id, person_id) references people_person
);
select kit_wall('people_council');

-- One person's history is opened by two others. What was asked for is never widened.
create table people_opening (
  company_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  asker_id uuid not null check (asker_id <> person_id),
  at timestamptz not null,
  reason text not null check (length(reason) between 10 and 1000),
  from_day date not null,
  until_day date not null check (until_day between from_day and from_day + 30),
  primary key (company_id, id),
  unique (company_id, id, asker_id, person_id),
  foreign key (company_id, person_id) references people_person,
  foreign key (company_id, asker_id) references people_person
);
create index on people_opening (company_id, at desc);
create index on people_opening (company_id, person_id, at desc);
select kit_wall('people_opening', 'select, insert');
create table people_opening_yes (
  company_id uuid not null,
  opening_id uuid not null,
  asker_id uuid not null,
  person_id uuid not null,
  by_id uuid not null check (by_id <> asker_id and by_id <> person_id),
  at timestamptz not null,
  ends_at timestamptz not null check (ends_at = at + interval '24 hours'),
  primary key (company_id, opening_id),
  foreign key (company_id, opening_id, asker_id, person_id)
    references people_opening (company_id, id, asker_id, person_id),
  foreign key (company_id, by_id) references people_person
);
select kit_wall('people_opening_yes', 'select, insert');
-- Refused, taken back, or ended before its time.
create table people_opening_end (
  company_id uuid not null,
  opening_id uuid not null,
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, opening_id),
  foreign key (company_id, opening_id) references people_opening
);
select kit_wall('people_opening_end', 'select, insert');
