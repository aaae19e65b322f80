-- A house of fewer than ten: everybody talks with everybody, so teams, budgets and asks stay out of sight.
alter table people_company add column small boolean not null default false;
