-- backups: which were written, and whether they were tried. They hold the whole server, so these rows belong to no
-- company; the owning role writes them, and the pages may read them.
create table kit_backup (
  id uuid primary key,
  begun_at timestamptz not null,
  ended_at timestamptz not null,
  way text not null check (way in ('clock', 'hand')),
  host text not null,
  file text not null,
  bytes bigint,
  rows bigint,
  tables integer,
  -- The sentence of one that could not be written.
  trouble text,
  check ((trouble is null) = (bytes is not null and rows is not null and tables is not null))
);
create index on kit_backup (begun_at);
create table kit_rehearsal (
  backup_id uuid primary key references kit_backup on delete cascade,
  at timestamptz not null,
  tables integer,
  trouble text,
  check ((trouble is null) = (tables is not null))
);
grant select on kit_backup, kit_rehearsal to makegood_app;

-- What stands in no backup says so itself, with its reason; src/kit/backup/tables.ts reads it.
comment on table kit_session is
  'not in backups: a restored place must let nobody in by an old cookie; people sign in again';
comment on table kit_attempt is 'not in backups: tries at the door, forgotten within a day anyhow';
comment on table kit_backup is 'not in backups: the files it names lie on this machine and on no other';
comment on table kit_rehearsal is 'not in backups: it belongs to kit_backup';
-- Two backups of two days would tell who answered between them, and what. So a round that is under way comes back as
-- one in which nobody has answered since its last release; those who had may do so again.
comment on column kit_anonymous_roll.taken is
  'nobody may learn it from two backups; in backups as: decode(repeat(''00'', length(taken)), ''hex'')';
comment on column kit_anonymous_held.answers is
  'nobody may learn them from a backup; in backups as: ''[]''::jsonb';
