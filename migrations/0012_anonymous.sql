-- Anonymous answers. What could tell one from another is not kept: a round holds who was asked, one row of marks
-- for all of them, one row of answers in no order, and at its fixed times moves at least k of them out at once.
create table kit_anonymous_round (
  company_id uuid not null,
  id uuid not null,
  kind text not null,
  about_id uuid not null,
  -- Fewer than so many are never told apart. Frozen with the round.
  k smallint not null check (k >= 5),
  choices text[] not null check (cardinality(choices) between 2 and 20),
  words boolean not null,
  opened_at timestamptz not null,
  closes_at timestamptz not null check (closes_at > opened_at),
  primary key (company_id, id)
);
create index on kit_anonymous_round (company_id, kind, about_id);
select kit_wall('kit_anonymous_round', 'select, insert');

-- As things stood at the beginning: who moves later is counted where they were.
create table kit_anonymous_group (
  company_id uuid not null,
  round_id uuid not null,
  id uuid not null,
  name text not null,
  primary key (company_id, round_id, id),
  foreign key (company_id, round_id) references kit_anonymous_round
);
select kit_wall('kit_anonymous_group', 'select, insert');

-- Who is asked, each at a place drawn by lot.
create table kit_anonymous_invited (
  company_id uuid not null,
  round_id uuid not null,
  holder_id uuid not null,
  group_id uuid not null,
  place integer not null check (place >= 0),
  primary key (company_id, round_id, holder_id),
  unique (company_id, round_id, place),
  foreign key (company_id, round_id) references kit_anonymous_round,
  foreign key (company_id, round_id, group_id) references kit_anonymous_group
);
create index on kit_anonymous_invited (company_id, holder_id);
select kit_wall('kit_anonymous_invited', 'select, insert');

-- One bit for each of them, all in one row: it bears no day and no order. It is gone when the round is over.
-- Older states of these two rows are cleared away at the next look (fillfactor), and soon by the cleaner.
create table kit_anonymous_roll (
  company_id uuid not null,
  round_id uuid not null,
  taken bytea not null,
  primary key (company_id, round_id),
  foreign key (company_id, round_id) references kit_anonymous_round
) with (fillfactor = 10, autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0);
select kit_wall('kit_anonymous_roll');

-- Answers that wait for the others, all in one row, shuffled anew with each that comes.
create table kit_anonymous_held (
  company_id uuid not null,
  round_id uuid not null,
  answers jsonb not null default '[]',
  primary key (company_id, round_id),
  foreign key (company_id, round_id) references kit_anonymous_round
) with (fillfactor = 10, autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0,
  toast.autovacuum_vacuum_threshold = 1, toast.autovacuum_vacuum_scale_factor = 0);
select kit_wall('kit_anonymous_held');

create table kit_anonymous_release (
  company_id uuid not null,
  round_id uuid not null,
  batch smallint not null,
  at timestamptz not null,
  last boolean not null,
  primary key (company_id, round_id, batch),
  foreign key (company_id, round_id) references kit_anonymous_round
);
select kit_wall('kit_anonymous_release', 'select, insert');

-- A released answer: a random id, what was chosen, and its group only where that group may be told by itself.
create table kit_anonymous_answer (
  company_id uuid not null,
  id uuid not null check (substr(id::text, 15, 1) = '4'),
  round_id uuid not null,
  batch smallint not null,
  group_id uuid,
  choice text not null,
  primary key (company_id, id),
  foreign key (company_id, round_id, batch) references kit_anonymous_release
);
create index on kit_anonymous_answer (company_id, round_id);
select kit_wall('kit_anonymous_answer', 'select, insert');

-- Free words stand apart even from the choice that came with them.
create table kit_anonymous_words (
  company_id uuid not null,
  id uuid not null check (substr(id::text, 15, 1) = '4'),
  round_id uuid not null,
  words text not null check (length(words) between 1 and 4000),
  primary key (company_id, id),
  foreign key (company_id, round_id) references kit_anonymous_round
);
create index on kit_anonymous_words (company_id, round_id);
select kit_wall('kit_anonymous_words', 'select, insert');
