-- A dead letter is settled like an aggregate is changed: through the gate, at its version.
alter table dead_letters
  add column version     integer not null default 1,
  -- Somebody is handling it again until then, unless they died.
  add column taken_until timestamptz,
  add column settled_by  text,
  add column reason      text,
  -- The record as it was read, beside its body: the key's bytes, and the headers, `[[name, Base64], ...]`.
  add column record_key  bytea,
  add column headers     jsonb not null default '[]';
