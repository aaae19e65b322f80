-- email: every raw mail is kept; what became of it is a row beside it.
create table email_mail (
  company_id uuid not null references people_company (id),
  id uuid not null,
  at timestamptz not null,
  hash text not null,
  way text not null check (way in ('smtp', 'api', 'imap')),
  message_id text,
  sender text,
  subject text not null default '',
  envelope jsonb not null default '{}',
  -- How often the same bytes came: kept and read once, counted each time.
  arrivals integer not null default 1,
  primary key (company_id, id),
  foreign key (company_id, hash) references kit_file
);
create unique index email_mail_once on email_mail (company_id, coalesce(message_id, ''), hash);
create index on email_mail (company_id, at desc);
select kit_wall('email_mail');
-- It became an interaction. Two mails that are one (the same id and the same body by two ways) became the same one.
create table email_heard (
  company_id uuid not null,
  mail_id uuid not null,
  interaction_id uuid not null,
  -- Whether the sender is proven; null while it is being checked.
  proof jsonb,
  -- What people and answers need of its header: from, to, cc, subject, message id, references, what was odd.
  head jsonb not null,
  html text,
  -- The whole text, where it holds more than the new words.
  whole text not null default '',
  primary key (company_id, mail_id),
  foreign key (company_id, mail_id) references email_mail,
  foreign key (company_id, interaction_id) references interactions_interaction
);
create index on email_heard (company_id, interaction_id);
create index email_heard_unproven on email_heard (company_id, mail_id) where proof is null;
select kit_wall('email_heard');
-- It came to the reply address of a case from somebody who is no party of it: it stands beside the case, not in it.
create table email_note (
  company_id uuid not null,
  interaction_id uuid not null,
  case_id uuid not null,
  at timestamptz not null,
  primary key (company_id, interaction_id),
  foreign key (company_id, interaction_id) references interactions_interaction,
  foreign key (company_id, case_id) references cases_case
);
create index on email_note (company_id, case_id);
select kit_wall('email_note');
-- It cannot be read yet: it waits in a list that people see.
create table email_waiting (
  company_id uuid not null,
  mail_id uuid not null,
  reason text not null,
  tries integer not null,
  at timestamptz not null,
  primary key (company_id, mail_id),
  foreign key (company_id, mail_id) references email_mail
);
select kit_wall('email_waiting');
-- Somebody looked at it and left it unread: the raw mail stays.
create table email_aside (
  company_id uuid not null,
  mail_id uuid not null,
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, mail_id),
  foreign key (company_id, mail_id) references email_mail
);
select kit_wall('email_aside');
-- Mail from here (an address, or a domain with all beneath it) is kept with its sender and opens no case.
create table email_quiet (
  company_id uuid not null references people_company (id),
  sender text not null check (sender = lower(sender)),
  at timestamptz not null,
  by_id uuid,
  primary key (company_id, sender)
);
select kit_wall('email_quiet');
-- What we sent, by the ids that answers may carry.
create table email_sent (
  company_id uuid not null,
  message_id text not null,
  interaction_id uuid,
  letter_id uuid,
  case_id uuid,
  recipient text not null,
  at timestamptz not null,
  primary key (company_id, message_id),
  foreign key (company_id, interaction_id) references interactions_interaction,
  foreign key (company_id, letter_id) references kit_letter,
  foreign key (company_id, case_id) references cases_case
);
create index on email_sent (company_id, case_id);
create index on email_sent (company_id, interaction_id);
select kit_wall('email_sent');
-- What a mail machine told us of a mail of ours.
create table email_notice (
  company_id uuid not null,
  mail_id uuid not null,
  place integer not null,
  message_id text,
  recipient text not null,
  action text not null,
  status text not null default '',
  diagnostic text not null default '',
  primary key (company_id, mail_id, place),
  foreign key (company_id, mail_id) references email_mail
);
create index on email_notice (company_id, message_id);
select kit_wall('email_notice');
-- An address at which the company receives mail.
create table email_inbox (
  company_id uuid not null references people_company (id),
  address text not null check (address = lower(address)),
  touchpoint_id uuid,
  team_id uuid,
  at timestamptz not null,
  primary key (company_id, address),
  unique (address),
  foreign key (company_id, touchpoint_id) references touchpoints_touchpoint,
  foreign key (company_id, team_id) references people_team
);
select kit_wall('email_inbox');
select kit_findable('email_inbox');
create function email_inbox_find(wanted text) returns uuid
language sql stable security definer set search_path = public
begin atomic
  select i.company_id from public.email_inbox i where i.address = lower(wanted);
end;
select kit_finder_owns('email_inbox_find(text)');
create table email_cursor (
  company_id uuid not null references people_company (id),
  mailbox text not null,
  uid_validity bigint not null,
  uid bigint not null,
  at timestamptz not null,
  primary key (company_id, mailbox)
);
select kit_wall('email_cursor');

-- import: a table that somebody brought, and how far it is.
create table import_run (
  company_id uuid not null references people_company (id),
  id uuid not null,
  at timestamptz not null,
  by_id uuid,
  what text not null check (what in ('customers', 'purchases', 'interactions')),
  file_name text not null,
  hash text not null,
  columns jsonb not null,
  dry boolean not null,
  rows integer not null default 0,
  done integer not null default 0,
  made integer not null default 0,
  known integer not null default 0,
  wrong integer not null default 0,
  ended_at timestamptz,
  trouble text,
  primary key (company_id, id),
  foreign key (company_id, hash) references kit_file
);
create index on import_run (company_id, at desc);
select kit_wall('import_run');
create table import_error (
  company_id uuid not null,
  run_id uuid not null,
  line integer not null,
  sentence text not null,
  primary key (company_id, run_id, line),
  foreign key (company_id, run_id) references import_run
);
select kit_wall('import_error');

-- page: to whom a confirmation went by itself, so that one address gets one a day. Only a hash of it stands here.
create table page_confirmation (
  company_id uuid not null references people_company (id),
  address_hash text not null,
  on_day date not null,
  primary key (company_id, on_day, address_hash)
);
select kit_wall('page_confirmation', 'select, insert, delete');
