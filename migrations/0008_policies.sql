-- policies: rules that stop people, until their owner defends or scraps them.
create table policies_policy (
  company_id uuid not null references people_company (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 160),
  -- As staff know it: the sentence that is said to customers.
  sentence text not null default '',
  touchpoint_id uuid,
  -- A limit is a rule too: which one it is. What it amounts to stands in limits and nowhere else.
  limit_of text check (limit_of in ('ladder', 'ceiling', 'silence')),
  limit_level text,
  limit_currency text,
  -- Every rule has a last day; a defence sets another one.
  last_on date not null,
  at timestamptz not null,
  by_id uuid,
  plain_name text generated always as (plain(name)) stored,
  plain_words text generated always as (plain(name || ' ' || sentence)) stored,
  primary key (company_id, id),
  check ((limit_level is not null) = (limit_of is not null and limit_of = 'ladder')),
  check ((limit_currency is not null) = (limit_of is not null and limit_of <> 'silence')),
  foreign key (company_id, touchpoint_id) references touchpoints_touchpoint,
  foreign key (company_id, by_id) references people_person
);
create unique index policies_policy_name on policies_policy (company_id, plain_name) where limit_of is null;
create unique index policies_policy_limit on policies_policy (company_id, limit_of, coalesce(limit_level, ''), coalesce(limit_currency, ''))
  where limit_of is not null;
create index on policies_policy (company_id, touchpoint_id);
select kit_wall('policies_policy');

-- Whose rule it is; the last row holds.
create table policies_owner (
  company_id uuid not null,
  id uuid not null,
  policy_id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, id),
  foreign key (company_id, policy_id) references policies_policy on delete cascade,
  foreign key (company_id, person_id) references people_person
);
create index on policies_owner (company_id, policy_id, at desc, id desc);
select kit_wall('policies_owner');

-- "A rule stopped me": one for each person, rule, and case; without a case for each customer, or for each day.
create table policies_report (
  company_id uuid not null,
  id uuid not null,
  policy_id uuid not null,
  person_id uuid not null,
  once text not null,
  case_id uuid,
  words text not null default '' check (length(words) <= 2000),
  -- What it would have cost to be kind.
  cost bigint check (cost >= 0),
  currency text,
  at timestamptz not null,
  primary key (company_id, id),
  unique (company_id, policy_id, person_id, once),
  check ((cost is null) = (currency is null)),
  foreign key (company_id, policy_id) references policies_policy on delete cascade,
  foreign key (company_id, person_id) references people_person,
  foreign key (company_id, case_id) references cases_case
);
create index on policies_report (company_id, policy_id, at);
create index on policies_report (company_id, case_id);
select kit_wall('policies_report');

-- Whom it hurt: a customer, or so many whose names nobody knows. What it took from them is exact, where it is known.
create table policies_hurt (
  company_id uuid not null,
  id uuid not null,
  policy_id uuid not null,
  report_id uuid not null,
  customer_id uuid,
  people integer not null default 1 check (people between 1 and 100000),
  case_id uuid,
  interaction_id uuid,
  amount bigint check (amount > 0),
  currency text,
  at timestamptz not null,
  primary key (company_id, id),
  unique nulls not distinct (company_id, policy_id, customer_id, case_id, report_id),
  check ((amount is null) = (currency is null)),
  check (customer_id is null or people = 1),
  foreign key (company_id, policy_id) references policies_policy on delete cascade,
  foreign key (company_id, report_id) references policies_report on delete cascade,
  foreign key (company_id, customer_id) references customers_customer,
  foreign key (company_id, case_id) references cases_case,
  foreign key (company_id, interaction_id) references interactions_interaction
);
create index on policies_hurt (company_id, customer_id);
create index on policies_hurt (company_id, case_id);
create index on policies_hurt (company_id, report_id);
select kit_wall('policies_hurt');

-- What it earned: typed in, with its source and the days that it is about.
create table policies_earned (
  company_id uuid not null,
  id uuid not null,
  policy_id uuid not null,
  amount bigint not null check (amount > 0),
  currency text not null,
  from_on date not null,
  until_on date not null check (until_on >= from_on),
  source text not null check (length(source) between 1 and 200),
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, id),
  foreign key (company_id, policy_id) references policies_policy on delete cascade
);
create index on policies_earned (company_id, policy_id);
select kit_wall('policies_earned');

-- A word is awaited. Why: it was reported, it hurt again, its last day comes, somebody opened it again, or its owner spoke unasked.
create table policies_wait (
  company_id uuid not null,
  id uuid not null,
  policy_id uuid not null,
  why text not null check (why in ('reported', 'again', 'last-day', 'reopened', 'unasked')),
  reason text not null default '',
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, id),
  foreign key (company_id, policy_id) references policies_policy on delete cascade
);
create index on policies_wait (company_id, policy_id, at desc, id desc);
select kit_wall('policies_wait');
-- Whose word it is now: the last row. It goes up where nobody answers by the date.
create table policies_asked (
  company_id uuid not null,
  id uuid not null,
  wait_id uuid not null,
  person_id uuid not null,
  why text not null check (why in ('owner', 'climbed', 'moved')),
  at timestamptz not null,
  decide_by timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, wait_id) references policies_wait on delete cascade,
  foreign key (company_id, person_id) references people_person
);
create index on policies_asked (company_id, wait_id, at desc, id desc);
create index on policies_asked (company_id, person_id);
select kit_wall('policies_asked');
-- One word for each time it is awaited: two who speak at once race for this row.
create table policies_answer (
  company_id uuid not null,
  wait_id uuid not null,
  answer text not null check (answer in ('defended', 'scrapped', 'lapsed', 'changed')),
  because text not null default '' check (length(because) <= 2000),
  at timestamptz not null,
  by_id uuid,
  from_on date,
  until_on date,
  primary key (company_id, wait_id),
  check ((answer in ('scrapped', 'lapsed')) = (from_on is not null)),
  check ((answer = 'defended') = (until_on is not null)),
  foreign key (company_id, wait_id) references policies_wait,
  foreign key (company_id, by_id) references people_person
);
select kit_wall('policies_answer', 'select, insert');

-- Whoever was stopped hears what became of it; put away, the row is gone: nobody keeps who read what.
create table policies_notice (
  company_id uuid not null,
  wait_id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  primary key (company_id, wait_id, person_id),
  foreign key (company_id, wait_id) references policies_wait on delete cascade,
  foreign key (company_id, person_id) references people_person
);
create index on policies_notice (company_id, person_id);
select kit_wall('policies_notice');

-- Each customer it hurt is told once for each time it goes; or not, and why not.
create table policies_told (
  company_id uuid not null,
  wait_id uuid not null,
  customer_id uuid not null,
  how text not null check (how in ('email', 'page', 'phone', 'counter', 'post', 'not')),
  why_not text check (why_not in ('unreachable', 'unwilling', 'other')),
  word text not null default '' check (length(word) <= 400),
  interaction_id uuid,
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, wait_id, customer_id),
  check ((how = 'not') = (why_not is not null)),
  foreign key (company_id, wait_id) references policies_wait,
  foreign key (company_id, customer_id) references customers_customer,
  foreign key (company_id, interaction_id) references interactions_interaction
);
create index on policies_told (company_id, customer_id);
select kit_wall('policies_told');
