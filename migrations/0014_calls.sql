-- customers: behind one switchboard are many: who is met by a number with any extension. Read in the order of the
-- bytes, whatever the order of the database.
create index customers_address_extension on customers_address (company_id, (met_by collate "C"))
  where kind = 'phone' and strpos(met_by, ';') > 0;

-- phone: other programs that may show our panel in a frame, by their origin. None, until an administrator lists one.
create table phone_desk (
  company_id uuid not null references people_company (id),
  origin text not null check (origin ~ '^https?://[^/[:space:];,'']+$'),
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, origin)
);
select kit_wall('phone_desk', 'select, insert, delete');

-- A code that its person types once into the frame: one a person, and only its hash is kept.
create table phone_code (
  company_id uuid not null,
  person_id uuid not null,
  code_hash text not null,
  origin text not null,
  ends_at timestamptz not null,
  primary key (company_id, person_id),
  unique (company_id, code_hash),
  foreign key (company_id, person_id) references people_person
);
select kit_wall('phone_code');

-- A panel that stands open in another program's frame: whose it is, and where. Its ticket is what the cookie says.
create table phone_panel (
  company_id uuid not null,
  ticket_id uuid not null,
  person_id uuid not null,
  origin text not null,
  at timestamptz not null,
  primary key (company_id, ticket_id),
  foreign key (company_id, person_id) references people_person
);
create index on phone_panel (company_id, person_id);
select kit_wall('phone_panel', 'select, insert, delete');

-- A call that a customer asked for: what was promised on the case that it opened.
create table phone_call (
  company_id uuid not null,
  case_id uuid not null,
  promise_id uuid not null,
  number text not null,
  due_at timestamptz not null,
  primary key (company_id, case_id),
  foreign key (company_id, case_id) references cases_case,
  foreign key (company_id, promise_id) references cases_promise
);
create index on phone_call (company_id, due_at);
select kit_wall('phone_call');

-- Whoever has this number did not ask for a call: nobody can ask for one there any more.
create table phone_unwanted (
  company_id uuid not null references people_company (id),
  number text not null,
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, number)
);
select kit_wall('phone_unwanted', 'select, insert, delete');
