-- A body is text (JSON) or bytes (Protobuf), as content_type says. Two columns: text stays what everybody can read in the
-- table, and costs the relay no decoding. Nothing is rewritten, and writers that know only `payload` go on.
alter table outbox
  alter column payload drop not null,
  add column payload_bytes bytea,
  add constraint outbox_payload_once check (num_nonnulls(payload, payload_bytes) = 1);
