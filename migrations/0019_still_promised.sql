-- A promise that is still to be kept although the case was put right: the row exists as long as it is.
create table cases_owed (
  company_id uuid not null,
  promise_id uuid not null,
  case_id uuid not null,
  due_at timestamptz not null,
  -- Null: its team, or everybody where there is none.
  holder_id uuid,
  team_id uuid,
  primary key (company_id, promise_id),
  foreign key (company_id, promise_id) references cases_promise,
  foreign key (company_id, case_id) references cases_case,
  foreign key (company_id, holder_id) references people_person,
  foreign key (company_id, team_id) references people_team
);
create index on cases_owed (company_id, holder_id, due_at);
create index on cases_owed (company_id, case_id);
select kit_wall('cases_owed');
