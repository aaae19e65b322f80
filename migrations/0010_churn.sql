-- churn: customers who left, written down by hand, in their own words. Undo deletes the row.
create table churn_loss (
  company_id uuid not null references people_company (id),
  id uuid not null,
  customer_id uuid not null,
  lost_on date not null,
  size text not null check (size in ('small', 'big')),
  -- Over what, in two or three words: "€6". Empty where nobody knows.
  over text not null default '' check (length(over) <= 60),
  why text not null default '' check (length(why) <= 2000),
  could_have_kept text not null default '' check (length(could_have_kept) <= 2000),
  touchpoint_id uuid,
  -- What happened last, before they left.
  last_id uuid,
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, id),
  foreign key (company_id, customer_id) references customers_customer,
  foreign key (company_id, touchpoint_id) references touchpoints_touchpoint,
  foreign key (company_id, last_id) references interactions_interaction
);
create index on churn_loss (company_id, lost_on desc, id desc);
create index on churn_loss (company_id, customer_id);
select kit_wall('churn_loss', 'select, insert, delete');

-- Why people leave, in the company's own short list.
create table churn_reason (
  company_id uuid not null references people_company (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 80),
  at timestamptz not null,
  primary key (company_id, id)
);
create unique index churn_reason_name on churn_reason (company_id, lower(name));
select kit_wall('churn_reason', 'select, insert');
create table churn_reason_end (
  company_id uuid not null,
  reason_id uuid not null,
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, reason_id),
  foreign key (company_id, reason_id) references churn_reason
);
select kit_wall('churn_reason_end');

-- How somebody reads a loss; the second does not see what the first one chose.
create table churn_reading (
  company_id uuid not null,
  loss_id uuid not null,
  person_id uuid not null,
  reason_id uuid not null,
  at timestamptz not null,
  primary key (company_id, loss_id, person_id),
  foreign key (company_id, loss_id) references churn_loss on delete cascade,
  foreign key (company_id, person_id) references people_person,
  foreign key (company_id, reason_id) references churn_reason
);
select kit_wall('churn_reading', 'select, insert, delete');

create table churn_return (
  company_id uuid not null,
  loss_id uuid not null,
  back_on date not null,
  how text not null check (length(how) between 1 and 2000),
  said text not null default '' check (length(said) <= 2000),
  cost bigint check (cost >= 0),
  currency text,
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, loss_id),
  check ((cost is null) = (currency is null)),
  foreign key (company_id, loss_id) references churn_loss on delete cascade
);
select kit_wall('churn_return', 'select, insert, delete');
