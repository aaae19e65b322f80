-- cases: a problem, until it is put right.
create table cases_case (
  company_id uuid not null references people_company (id),
  id uuid not null,
  number integer not null,
  customer_id uuid,
  touchpoint_id uuid,
  team_id uuid,
  title text not null,
  happened text not null,
  wants text not null default '',
  opened_at timestamptz not null,
  primary key (company_id, id),
  unique (company_id, number),
  foreign key (company_id, customer_id) references customers_customer,
  foreign key (company_id, touchpoint_id) references touchpoints_touchpoint,
  foreign key (company_id, team_id) references people_team
);
create index on cases_case (company_id, customer_id, opened_at desc);
select kit_wall('cases_case');
create table cases_number (
  company_id uuid primary key references people_company (id),
  last integer not null
);
select kit_wall('cases_number');

-- The case waits: the row exists as long as it does. due_at is the next thing that somebody was promised.
create table cases_waiting (
  company_id uuid not null,
  case_id uuid not null,
  since timestamptz not null,
  due_at timestamptz not null,
  holder_id uuid,
  team_id uuid,
  primary key (company_id, case_id),
  foreign key (company_id, case_id) references cases_case,
  foreign key (company_id, holder_id) references people_person,
  foreign key (company_id, team_id) references people_team
);
create index on cases_waiting (company_id, due_at, case_id);
create index on cases_waiting (company_id, holder_id, due_at, case_id);
create index on cases_waiting (company_id, team_id, due_at, case_id);
select kit_wall('cases_waiting');

create table cases_interaction (
  company_id uuid not null,
  case_id uuid not null,
  interaction_id uuid not null,
  primary key (company_id, interaction_id),
  foreign key (company_id, case_id) references cases_case,
  foreign key (company_id, interaction_id) references interactions_interaction
);
create index on cases_interaction (company_id, case_id);
select kit_wall('cases_interaction');

-- Who has held it; the last row holds it now. No hand-over without a brief.
create table cases_holding (
  company_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  holder_id uuid not null,
  at timestamptz not null,
  by_id uuid,
  brief text,
  primary key (company_id, id),
  foreign key (company_id, case_id) references cases_case,
  foreign key (company_id, holder_id) references people_person
);
create index on cases_holding (company_id, case_id, at desc);
select kit_wall('cases_holding', 'select, insert');

create table cases_promise (
  company_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  what text not null check (length(what) between 1 and 400),
  due_at timestamptz not null,
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, id),
  foreign key (company_id, case_id) references cases_case
);
create index on cases_promise (company_id, case_id, due_at);
select kit_wall('cases_promise');
create table cases_promise_end (
  company_id uuid not null,
  promise_id uuid not null,
  how text not null check (how in ('kept', 'broken', 'replaced')),
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, promise_id),
  foreign key (company_id, promise_id) references cases_promise
);
select kit_wall('cases_promise_end');

create table cases_put_right (
  company_id uuid not null,
  case_id uuid not null,
  how text not null,
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, case_id),
  foreign key (company_id, case_id) references cases_case
);
select kit_wall('cases_put_right');
create table cases_confirmation (
  company_id uuid not null,
  case_id uuid not null,
  at timestamptz not null,
  score smallint not null check (score between 1 and 5),
  made_five text,
  told_twice boolean,
  interaction_id uuid,
  primary key (company_id, case_id),
  foreign key (company_id, case_id) references cases_case,
  foreign key (company_id, interaction_id) references interactions_interaction
);
select kit_wall('cases_confirmation');
-- What somebody wrote and has not left the house: a letter for its ten seconds, or, stopped, a draft of their own.
create table cases_reply (
  company_id uuid not null,
  case_id uuid not null,
  person_id uuid not null,
  text text not null,
  at timestamptz not null,
  leaves_at timestamptz,
  primary key (company_id, case_id, person_id),
  foreign key (company_id, case_id) references cases_case,
  foreign key (company_id, person_id) references people_person
);
select kit_wall('cases_reply');
-- The case that follows one that was closed already: outside both look the same.
create table cases_follow_up (
  company_id uuid not null,
  case_id uuid not null,
  after_id uuid not null,
  primary key (company_id, case_id),
  foreign key (company_id, case_id) references cases_case,
  foreign key (company_id, after_id) references cases_case
);
create index on cases_follow_up (company_id, after_id);
select kit_wall('cases_follow_up');

-- limits: what each level may give without asking. A change is a new row: the ledger names the one that held.
create table limits_limit (
  company_id uuid not null references people_company (id),
  id uuid not null,
  level text not null check (level in ('front-line', 'supervisor', 'manager', 'leader', 'agent')),
  -- Set where one person has a limit of its own (an automatic agent: zero by default).
  person_id uuid,
  currency text not null,
  -- Null: no bound of its own, only the company's ceiling.
  per_case bigint check (per_case >= 0),
  per_customer bigint check (per_customer >= 0),
  customer_days integer not null check (customer_days between 1 and 3660),
  per_period bigint check (per_period >= 0),
  period text not null check (period in ('day', 'week', 'month')),
  owed_per_case bigint check (owed_per_case >= 0),
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, id),
  foreign key (company_id, person_id) references people_person
);
create index on limits_limit (company_id, currency, level, at desc);
create index on limits_limit (company_id, person_id) where person_id is not null;
select kit_wall('limits_limit', 'select, insert');
create table limits_ceiling (
  company_id uuid not null references people_company (id),
  id uuid not null,
  currency text not null,
  per_period bigint not null check (per_period >= 0),
  period text not null check (period in ('day', 'week', 'month')),
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, id)
);
create index on limits_ceiling (company_id, currency, at desc);
select kit_wall('limits_ceiling', 'select, insert');
create table limits_budget (
  company_id uuid not null references people_company (id),
  id uuid not null,
  team_id uuid not null,
  currency text not null,
  per_period bigint not null check (per_period >= 0),
  period text not null check (period in ('day', 'week', 'month')),
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, id),
  foreign key (company_id, team_id) references people_team
);
select kit_wall('limits_budget', 'select, insert');
-- "No answer is yes": off until there is a row, and while its minutes are null.
create table limits_silence (
  company_id uuid not null references people_company (id),
  id uuid not null,
  minutes integer check (minutes between 1 and 10080),
  per_week integer not null check (per_week between 1 and 1000),
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, id)
);
select kit_wall('limits_silence', 'select, insert');

-- remedies: what was done. The ledger is only ever added to.
create table remedies_kind (
  company_id uuid not null references people_company (id),
  id uuid not null,
  family text not null check (family in ('sorry', 'fix', 'owed', 'extra')),
  name text not null check (length(name) between 1 and 80),
  -- What one costs the company where its amount is not chosen each time (a coffee, an hour of work).
  cost bigint check (cost >= 0),
  currency text,
  todo text not null default '',
  todo_days integer not null default 7 check (todo_days between 0 and 365),
  todo_team_id uuid,
  at timestamptz not null,
  primary key (company_id, id),
  unique (company_id, name),
  check ((cost is null) = (currency is null)),
  foreign key (company_id, todo_team_id) references people_team
);
select kit_wall('remedies_kind');
create table remedies_retired_kind (
  company_id uuid not null,
  kind_id uuid not null,
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, kind_id),
  foreign key (company_id, kind_id) references remedies_kind
);
select kit_wall('remedies_retired_kind');

create table remedies_ask (
  company_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  customer_id uuid not null,
  kind_id uuid not null,
  asker_id uuid not null,
  amount bigint not null check (amount > 0),
  currency text not null,
  purchase_id uuid,
  reason text not null check (length(reason) between 1 and 400),
  at timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, case_id) references cases_case,
  foreign key (company_id, customer_id) references customers_customer,
  foreign key (company_id, kind_id) references remedies_kind,
  foreign key (company_id, purchase_id) references customers_purchase,
  foreign key (company_id, asker_id) references people_person
);
create index on remedies_ask (company_id, case_id);
create index on remedies_ask (company_id, asker_id, at desc);
select kit_wall('remedies_ask', 'select, insert');
-- To whom it went, the last row last; why: 'above', 'stand-in', 'climbed', 'moved'.
create table remedies_asked (
  company_id uuid not null,
  id uuid not null,
  ask_id uuid not null,
  person_id uuid not null,
  why text not null,
  at timestamptz not null,
  -- Whose limit answers, where the person stands in for somebody who is away.
  for_id uuid,
  letter_id uuid,
  silence_at timestamptz,
  delivered_at timestamptz,
  primary key (company_id, id),
  foreign key (company_id, ask_id) references remedies_ask,
  foreign key (company_id, person_id) references people_person,
  foreign key (company_id, for_id) references people_person
);
create index on remedies_asked (company_id, ask_id, at desc);
create index on remedies_asked (company_id, person_id, at desc);
select kit_wall('remedies_asked');
-- One row an ask: a yes by the clock and a no by hand race for it.
create table remedies_reply (
  company_id uuid not null,
  ask_id uuid not null,
  answer text not null check (answer in ('yes', 'less', 'no', 'withdrawn')),
  amount bigint check (amount > 0),
  word text not null default '',
  by_id uuid,
  by_clock boolean not null default false,
  limit_id uuid,
  -- Whose limit the yes uses up.
  limit_of_id uuid,
  at timestamptz not null,
  reserved_until timestamptz,
  primary key (company_id, ask_id),
  check ((answer in ('yes', 'less')) = (amount is not null)),
  foreign key (company_id, ask_id) references remedies_ask,
  foreign key (company_id, by_id) references people_person,
  foreign key (company_id, limit_id) references limits_limit
);
create index on remedies_reply (company_id, reserved_until) where reserved_until is not null;
select kit_wall('remedies_reply', 'select, insert');

create table remedies_entry (
  company_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  case_id uuid not null,
  customer_id uuid not null,
  kind_id uuid not null,
  family text not null check (family in ('sorry', 'fix', 'owed', 'extra')),
  by_id uuid not null,
  team_id uuid,
  -- Minor units. Negative only in the entry that takes one back.
  amount bigint not null,
  currency text not null,
  reason text not null check (length(reason) between 1 and 400),
  purchase_id uuid,
  limit_id uuid,
  -- Whose limit it used up: the giver's, or that of whoever said yes.
  limit_of_id uuid not null,
  ask_id uuid,
  takes_back_id uuid,
  key text not null,
  primary key (company_id, id),
  unique (company_id, by_id, key),
  unique (company_id, takes_back_id),
  unique (company_id, ask_id),
  check ((takes_back_id is null and amount >= 0) or (takes_back_id is not null and amount <= 0)),
  check (family <> 'owed' or purchase_id is not null),
  foreign key (company_id, case_id) references cases_case,
  foreign key (company_id, customer_id) references customers_customer,
  foreign key (company_id, kind_id) references remedies_kind,
  foreign key (company_id, by_id) references people_person,
  foreign key (company_id, team_id) references people_team,
  foreign key (company_id, purchase_id) references customers_purchase,
  foreign key (company_id, limit_id) references limits_limit,
  foreign key (company_id, ask_id) references remedies_ask,
  foreign key (company_id, takes_back_id) references remedies_entry
);
create index on remedies_entry (company_id, currency, at);
create index on remedies_entry (company_id, case_id);
create index on remedies_entry (company_id, customer_id, at desc);
create index on remedies_entry (company_id, limit_of_id, at desc);
create index on remedies_entry (company_id, team_id, at desc);
create index on remedies_entry (company_id, purchase_id);
select kit_wall('remedies_entry', 'select, insert');

create table remedies_todo (
  company_id uuid not null,
  entry_id uuid not null,
  what text not null,
  team_id uuid,
  person_id uuid,
  due_on date not null,
  primary key (company_id, entry_id),
  foreign key (company_id, entry_id) references remedies_entry,
  foreign key (company_id, team_id) references people_team,
  foreign key (company_id, person_id) references people_person
);
create index on remedies_todo (company_id, due_on);
select kit_wall('remedies_todo');
create table remedies_tick (
  company_id uuid not null,
  entry_id uuid not null,
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, entry_id),
  foreign key (company_id, entry_id) references remedies_todo
);
select kit_wall('remedies_tick');

-- thanks: praise with its proof.
create table thanks_thanks (
  company_id uuid not null references people_company (id),
  id uuid not null,
  at timestamptz not null,
  -- Who thanks: a customer through what they said, or a colleague.
  interaction_id uuid,
  by_id uuid,
  case_id uuid,
  words text not null,
  what_for text not null default '',
  primary key (company_id, id),
  unique (company_id, interaction_id),
  check ((interaction_id is null) <> (by_id is null)),
  foreign key (company_id, interaction_id) references interactions_interaction,
  foreign key (company_id, by_id) references people_person,
  foreign key (company_id, case_id) references cases_case
);
create index on thanks_thanks (company_id, at desc);
select kit_wall('thanks_thanks');
create table thanks_person (
  company_id uuid not null,
  thanks_id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, thanks_id, person_id),
  foreign key (company_id, thanks_id) references thanks_thanks,
  foreign key (company_id, person_id) references people_person
);
create index on thanks_person (company_id, person_id, at desc);
select kit_wall('thanks_person');
-- The name fits several, or nobody: somebody must choose.
create table thanks_unclear (
  company_id uuid not null,
  thanks_id uuid not null,
  name text not null,
  candidates uuid[] not null,
  chooser_id uuid,
  at timestamptz not null,
  primary key (company_id, thanks_id),
  foreign key (company_id, thanks_id) references thanks_thanks,
  foreign key (company_id, chooser_id) references people_person
);
select kit_wall('thanks_unclear');
create table thanks_wall (
  company_id uuid not null,
  thanks_id uuid not null,
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, thanks_id),
  foreign key (company_id, thanks_id) references thanks_thanks
);
create index on thanks_wall (company_id, at desc);
select kit_wall('thanks_wall');
-- "For thanks only": a page of one's own, if one wants it.
create table thanks_page (
  company_id uuid not null,
  person_id uuid not null,
  code text not null,
  at timestamptz not null,
  primary key (company_id, person_id),
  unique (company_id, code),
  foreign key (company_id, person_id) references people_person
);
select kit_wall('thanks_page');
