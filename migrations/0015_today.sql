-- today: the morning card of a team, and one digest a day by mail.
-- A card without a team is the whole house's. What was drafted stays; what somebody wrote over it is a row beside it.
create table today_card (
  company_id uuid not null references people_company (id),
  id uuid not null,
  team_id uuid,
  day date not null,
  at timestamptz not null,
  primary key (company_id, id),
  foreign key (company_id, team_id) references people_team
);
create unique index today_card_day on today_card (company_id, team_id, day) nulls not distinct;
select kit_wall('today_card', 'select, insert');
create table today_card_part (
  company_id uuid not null,
  card_id uuid not null,
  part text not null check (part in ('story', 'promise', 'thanks', 'rule', 'try')),
  text text not null check (length(text) between 1 and 400),
  -- Whose it is and how it came to be: "Tom Baker", "from the whole house".
  beside text not null default '' check (length(beside) <= 200),
  href text,
  -- The words, the thanks, the rule or the deed of our library that it was drafted from: not drafted again soon.
  source text,
  primary key (company_id, card_id, part),
  foreign key (company_id, card_id) references today_card
);
create index on today_card_part (company_id, source);
select kit_wall('today_card_part', 'select, insert');
create table today_card_change (
  company_id uuid not null,
  card_id uuid not null,
  part text not null check (part in ('story', 'promise', 'thanks', 'rule', 'try')),
  text text not null check (length(text) between 1 and 400),
  at timestamptz not null,
  by_id uuid not null,
  primary key (company_id, card_id, part),
  foreign key (company_id, card_id) references today_card,
  foreign key (company_id, by_id) references people_person
);
select kit_wall('today_card_change');
-- The huddle was held: how many were there, never who.
create table today_huddle (
  company_id uuid not null,
  card_id uuid not null,
  there smallint not null check (there between 1 and 999),
  at timestamptz not null,
  by_id uuid not null,
  primary key (company_id, card_id),
  foreign key (company_id, card_id) references today_card,
  foreign key (company_id, by_id) references people_person
);
select kit_wall('today_huddle');

create table today_digest_hour (
  company_id uuid not null,
  person_id uuid not null,
  hour smallint not null check (hour between 0 and 23),
  primary key (company_id, person_id),
  foreign key (company_id, person_id) references people_person
);
select kit_wall('today_digest_hour');
create table today_digest_off (
  company_id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  primary key (company_id, person_id),
  foreign key (company_id, person_id) references people_person
);
select kit_wall('today_digest_off');
-- One a day and person, whatever is started twice. letter_id is null where there was nothing to say.
create table today_digest_sent (
  company_id uuid not null,
  person_id uuid not null,
  day date not null,
  at timestamptz not null,
  letter_id uuid,
  primary key (company_id, person_id, day),
  foreign key (company_id, person_id) references people_person
);
select kit_wall('today_digest_sent', 'select, insert, delete');

-- What only its reader may read, also where letters are listed.
alter table kit_letter add column own boolean not null default false;
