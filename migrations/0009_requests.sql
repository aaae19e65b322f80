-- requests: a promise between colleagues for one customer. What ends or is judged is a row of its own.
create table requests_request (
  company_id uuid not null references people_company (id),
  id uuid not null,
  case_id uuid not null,
  -- The team that waits; null where somebody asks who belongs to none.
  from_team_id uuid,
  asker_id uuid not null,
  -- The request for whose sake this one was made: "Station waits for Workshop, Workshop waits for Stores".
  for_id uuid,
  what text not null check (length(what) between 1 and 400),
  needed_by timestamptz,
  at timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, case_id) references cases_case,
  foreign key (company_id, from_team_id) references people_team,
  foreign key (company_id, asker_id) references people_person,
  foreign key (company_id, for_id) references requests_request
);
create index on requests_request (company_id, case_id, at);
create index on requests_request (company_id, from_team_id, at desc);
create index on requests_request (company_id, asker_id, at desc);
create index on requests_request (company_id, for_id) where for_id is not null;
select kit_wall('requests_request', 'select, insert');

-- To which team it went, the last row last; why it was handed on.
create table requests_asked (
  company_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  team_id uuid not null,
  at timestamptz not null,
  by_id uuid,
  reason text check (length(reason) between 1 and 400),
  primary key (company_id, id),
  foreign key (company_id, request_id) references requests_request,
  foreign key (company_id, team_id) references people_team
);
create index on requests_asked (company_id, request_id, at desc, id desc);
create index on requests_asked (company_id, team_id, at desc);
select kit_wall('requests_asked', 'select, insert');

-- When the team that was asked first said something to it: a promise, a question, that it cannot, or that it is done.
create table requests_answered (
  company_id uuid not null,
  asked_id uuid not null,
  at timestamptz not null,
  primary key (company_id, asked_id),
  foreign key (company_id, asked_id) references requests_asked
);
select kit_wall('requests_answered', 'select, insert');

-- It waits: the row exists as long as it does. due_at is the next thing that one team owes the other.
create table requests_waiting (
  company_id uuid not null,
  request_id uuid not null,
  case_id uuid not null,
  team_id uuid not null,
  due_at timestamptz not null,
  primary key (company_id, request_id),
  foreign key (company_id, request_id) references requests_request,
  foreign key (company_id, case_id) references cases_case,
  foreign key (company_id, team_id) references people_team
);
create index on requests_waiting (company_id, team_id, due_at, request_id);
create index on requests_waiting (company_id, case_id);
select kit_wall('requests_waiting');

-- "I do it": one person at a time, so that two do not do it twice.
create table requests_taking (
  company_id uuid not null,
  request_id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  primary key (company_id, request_id),
  foreign key (company_id, request_id) references requests_request,
  foreign key (company_id, person_id) references people_person
);
create index on requests_taking (company_id, person_id);
select kit_wall('requests_taking');

-- What the asked team promised, the last row last.
create table requests_promise (
  company_id uuid not null,
  id uuid not null,
  asked_id uuid not null,
  what text not null default '' check (length(what) <= 400),
  due_at timestamptz not null,
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, id),
  foreign key (company_id, asked_id) references requests_asked
);
create index on requests_promise (company_id, asked_id, at desc, id desc);
select kit_wall('requests_promise', 'select, insert');

create table requests_question (
  company_id uuid not null,
  id uuid not null,
  asked_id uuid not null,
  question text not null check (length(question) between 1 and 1000),
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, id),
  foreign key (company_id, asked_id) references requests_asked
);
create index on requests_question (company_id, asked_id, at desc, id desc);
select kit_wall('requests_question', 'select, insert');
create table requests_reply (
  company_id uuid not null,
  question_id uuid not null,
  reply text not null check (length(reply) between 1 and 1000),
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, question_id),
  foreign key (company_id, question_id) references requests_question
);
select kit_wall('requests_reply', 'select, insert');

-- How it ended, once.
create table requests_end (
  company_id uuid not null,
  request_id uuid not null,
  how text not null check (how in ('done', 'cannot', 'withdrawn')),
  word text not null default '' check (length(word) <= 400),
  -- The team that was asked at the end.
  team_id uuid not null,
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, request_id),
  check (how <> 'cannot' or word <> ''),
  foreign key (company_id, request_id) references requests_request,
  foreign key (company_id, team_id) references people_team
);
create index on requests_end (company_id, team_id, at desc);
create index on requests_end (company_id, at desc);
select kit_wall('requests_end', 'select, insert');

-- Whether it helped, of the team and of nobody by name: who said so stands in history alone.
create table requests_verdict (
  company_id uuid not null,
  request_id uuid not null,
  helped boolean not null,
  word text not null default '' check (length(word) <= 400),
  at timestamptz not null,
  primary key (company_id, request_id),
  foreign key (company_id, request_id) references requests_end
);
select kit_wall('requests_verdict');

-- In how many minutes of its own hours a team usually answers, and has it done. Without a row: what holds for all;
-- without hours: the company's.
create table requests_usual (
  company_id uuid not null,
  team_id uuid not null,
  answer_minutes integer not null check (answer_minutes between 5 and 10080),
  done_minutes integer not null check (done_minutes between 5 and 100800),
  hours jsonb,
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, team_id),
  foreign key (company_id, team_id) references people_team
);
select kit_wall('requests_usual');
