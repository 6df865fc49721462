-- The views that are made of messages. A rebuild makes rows of another generation beside those that are read from.
create table views (
  id       uuid        primary key,
  version  integer     not null,
  name     text        not null unique,
  active   integer     not null,
  latest   integer     not null,
  building integer,
  since    timestamptz not null,
  asked_by text
);
