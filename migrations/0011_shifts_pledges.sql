-- limits: a shift worked beside somebody, with their limit. First it is planned with them.
create table limits_shift (
  company_id uuid not null references people_company (id),
  id uuid not null,
  at timestamptz not null,
  -- Who comes, and beside whom.
  person_id uuid not null,
  beside_id uuid not null check (beside_id <> person_id),
  team_id uuid,
  planned_at timestamptz not null,
  minutes integer not null check (minutes between 15 and 480),
  primary key (company_id, id),
  foreign key (company_id, person_id) references people_person,
  foreign key (company_id, beside_id) references people_person,
  foreign key (company_id, team_id) references people_team
);
create index on limits_shift (company_id, person_id, planned_at desc);
create index on limits_shift (company_id, beside_id, planned_at desc);
create index on limits_shift (company_id, team_id, planned_at desc);
select kit_wall('limits_shift', 'select, insert');
-- What the person beside says to it. Without a yes nobody works with their limit.
create table limits_shift_answer (
  company_id uuid not null,
  shift_id uuid not null,
  yes boolean not null,
  at timestamptz not null,
  by_id uuid not null,
  primary key (company_id, shift_id),
  foreign key (company_id, shift_id) references limits_shift,
  foreign key (company_id, by_id) references people_person
);
select kit_wall('limits_shift_answer', 'select, insert');
-- The shift is taken: from then until then the other limit holds. No row is ever lengthened.
create table limits_shift_run (
  company_id uuid not null,
  shift_id uuid not null,
  person_id uuid not null,
  beside_id uuid not null,
  from_at timestamptz not null,
  until_at timestamptz not null check (until_at > from_at),
  primary key (company_id, shift_id),
  foreign key (company_id, shift_id) references limits_shift
);
create index on limits_shift_run (company_id, person_id, until_at desc);
create index on limits_shift_run (company_id, beside_id, until_at desc);
select kit_wall('limits_shift_run', 'select, insert');
-- It is over, or called off before it began.
create table limits_shift_end (
  company_id uuid not null,
  shift_id uuid not null,
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, shift_id),
  foreign key (company_id, shift_id) references limits_shift
);
select kit_wall('limits_shift_end', 'select, insert');

-- pledges: what a leader says that they will do, how often.
create table pledges_pledge (
  company_id uuid not null references people_company (id),
  id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('calls', 'shifts', 'other')),
  sentence text not null check (length(sentence) between 1 and 200),
  times integer not null check (times between 1 and 100),
  per text not null check (per in ('week', 'month', 'quarter')),
  from_day date not null,
  at timestamptz not null,
  -- The pledge in whose place this one came.
  instead_id uuid,
  primary key (company_id, id),
  foreign key (company_id, person_id) references people_person,
  foreign key (company_id, instead_id) references pledges_pledge
);
create index on pledges_pledge (company_id, person_id, at);
select kit_wall('pledges_pledge', 'select, insert');
-- It ends, and what was stays.
create table pledges_end (
  company_id uuid not null,
  pledge_id uuid not null,
  at timestamptz not null,
  last_day date not null,
  why text not null,
  primary key (company_id, pledge_id),
  foreign key (company_id, pledge_id) references pledges_pledge
);
select kit_wall('pledges_end', 'select, insert');
-- What was done for a pledge of one's own kind; calls and shifts count by themselves.
create table pledges_done (
  company_id uuid not null,
  id uuid not null,
  pledge_id uuid not null,
  on_day date not null,
  what text not null check (length(what) between 1 and 400),
  at timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, pledge_id) references pledges_pledge
);
create index on pledges_done (company_id, pledge_id, on_day);
select kit_wall('pledges_done', 'select, insert, delete');

-- Whom leaders ring this week: one draw for the whole company, with its seed and whom it dealt from.
create table pledges_draw (
  company_id uuid not null references people_company (id),
  week date not null,
  at timestamptz not null,
  seed text not null,
  primary key (company_id, week)
);
select kit_wall('pledges_draw', 'select, insert');
-- Who could have been drawn, in the order of their turns, so that the deal can be dealt again.
create table pledges_pool (
  company_id uuid not null,
  week date not null,
  why text not null check (why in ('lost', 'right', 'silent', 'long', 'new')),
  turn integer not null,
  customer_id uuid not null,
  -- Since when: lost on, put right at, last heard of, customer since.
  since_at timestamptz not null,
  primary key (company_id, week, why, turn),
  foreign key (company_id, week) references pledges_draw,
  foreign key (company_id, customer_id) references customers_customer
);
select kit_wall('pledges_pool', 'select, insert');
create table pledges_place (
  company_id uuid not null,
  id uuid not null,
  week date not null,
  person_id uuid not null,
  place integer not null,
  customer_id uuid not null,
  why text not null check (why in ('lost', 'right', 'silent', 'long', 'new')),
  since_at timestamptz not null,
  at timestamptz not null,
  -- The skipped place that was drawn anew.
  instead_id uuid,
  primary key (company_id, id),
  -- No customer is rung by two in one week.
  unique (company_id, week, customer_id),
  unique (company_id, instead_id),
  foreign key (company_id, week) references pledges_draw,
  foreign key (company_id, person_id) references people_person,
  foreign key (company_id, customer_id) references customers_customer,
  foreign key (company_id, instead_id) references pledges_place
);
create index on pledges_place (company_id, person_id, week desc, place);
create index on pledges_place (company_id, customer_id, week desc);
select kit_wall('pledges_place', 'select, insert');
create table pledges_skip (
  company_id uuid not null,
  place_id uuid not null,
  at timestamptz not null,
  reason text not null check (length(reason) between 1 and 200),
  primary key (company_id, place_id),
  foreign key (company_id, place_id) references pledges_place
);
select kit_wall('pledges_skip', 'select, insert');
-- They asked not to be rung: nobody is drawn who stands here.
create table pledges_left_alone (
  company_id uuid not null,
  customer_id uuid not null,
  at timestamptz not null,
  by_id uuid not null,
  primary key (company_id, customer_id),
  foreign key (company_id, customer_id) references customers_customer,
  foreign key (company_id, by_id) references people_person
);
select kit_wall('pledges_left_alone', 'select, insert, delete');
-- A call, or a try: what was said stands in the customer's story.
create table pledges_call (
  company_id uuid not null,
  id uuid not null,
  place_id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  reached boolean not null,
  again_at timestamptz,
  felt text check (felt in ('glad', 'fair', 'hurt')),
  interaction_id uuid not null,
  -- Where a promise was made.
  case_id uuid,
  promise_id uuid,
  primary key (company_id, id),
  foreign key (company_id, place_id) references pledges_place,
  foreign key (company_id, person_id) references people_person,
  foreign key (company_id, interaction_id) references interactions_interaction,
  foreign key (company_id, case_id) references cases_case,
  foreign key (company_id, promise_id) references cases_promise
);
create unique index pledges_call_once on pledges_call (company_id, place_id) where reached;
create index on pledges_call (company_id, place_id, at);
create index on pledges_call (company_id, person_id, at) where reached;
select kit_wall('pledges_call', 'select, insert');

-- What a leader met while working with another's limit.
create table pledges_met (
  company_id uuid not null,
  id uuid not null,
  shift_id uuid not null,
  at timestamptz not null,
  how text not null check (how in ('asked', 'refused', 'rule')),
  case_id uuid,
  minor bigint,
  currency text,
  ask_id uuid,
  policy_id uuid,
  primary key (company_id, id),
  foreign key (company_id, shift_id) references limits_shift,
  foreign key (company_id, case_id) references cases_case,
  foreign key (company_id, ask_id) references remedies_ask
);
create index on pledges_met (company_id, shift_id, at);
select kit_wall('pledges_met', 'select, insert');
-- Afterwards, to the team visited: what I met, what I will change, by when.
create table pledges_report (
  company_id uuid not null,
  shift_id uuid not null,
  at timestamptz not null,
  met text not null check (length(met) between 1 and 2000),
  change text not null check (length(change) between 1 and 1000),
  by_day date not null,
  primary key (company_id, shift_id),
  foreign key (company_id, shift_id) references limits_shift
);
create index on pledges_report (company_id, at desc);
select kit_wall('pledges_report', 'select, insert');
-- What the report said would change has changed.
create table pledges_changed (
  company_id uuid not null,
  shift_id uuid not null,
  at timestamptz not null,
  how text not null check (length(how) between 1 and 400),
  primary key (company_id, shift_id),
  foreign key (company_id, shift_id) references pledges_report
);
select kit_wall('pledges_changed', 'select, insert');
