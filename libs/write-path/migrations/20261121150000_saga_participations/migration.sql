-- What this service has done for a saga, by step: a command that comes again, as a message of its own, gets the reply it got.
create table saga_participations (
  id       uuid    primary key,
  version  integer not null,
  outcomes jsonb   not null
);
