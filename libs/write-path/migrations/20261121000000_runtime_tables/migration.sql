-- What has had its effect: messages per subscriber, requests by their idempotency key, other calls by an id of their own.
-- Not partitioned: a unique key that held the day could not refuse yesterday's duplicate.
create table inbox (
  subscriber  text        not null,
  message_id  text        not null,
  seen_at     timestamptz not null default now(),
  fingerprint text,
  answer      jsonb,
  primary key (subscriber, message_id)
);
create index inbox_seen_at on inbox using brin (seen_at);

-- What is to be sent. Writers only insert, and the relay reads the log, so nothing is ever updated. A day's rows go with its partition.
create table outbox (
  id             uuid        not null,
  day            date        not null default (now() at time zone 'utc')::date,
  seq            bigserial   not null,
  channel        text        not null,
  key            text        not null,
  type           text        not null,
  subject        text        not null,
  time           timestamptz not null,
  correlation_id text        not null,
  causation_id   text,
  traceparent    text,
  reply_to       text,
  content_type   text        not null,
  payload        text        not null,
  primary key (day, seq)
) partition by range (day);

-- A day without a partition of its own loses nothing.
create table outbox_default partition of outbox default;

-- Messages that cannot be handled, and behind them, in order, the later ones of their key.
create table dead_letters (
  id             uuid        primary key,
  position       bigint      not null generated always as identity,
  subscriber     text        not null,
  key            text        not null,
  message_id     text        not null,
  state          text        not null check (state in ('dead', 'waiting', 'replayed', 'discarded')),
  error_class    text,
  error_detail   text,
  attempts       integer     not null default 0,
  channel        text        not null,
  partition      integer     not null,
  "offset"       text        not null,
  type           text        not null,
  source         text        not null,
  subject        text        not null,
  time           timestamptz not null,
  content_type   text        not null,
  reply_to       text,
  correlation_id text        not null,
  causation_id   text,
  traceparent    text,
  body           bytea,
  parked_at      timestamptz not null default now(),
  settled_at     timestamptz,
  unique (subscriber, message_id)
);
create index dead_letters_parked on dead_letters (subscriber, key, position) where state in ('dead', 'waiting');

-- Makes the partitions of today and the days ahead, and drops those of days before `drop_before`.
create function maintain_outbox(days_ahead integer, drop_before date default null) returns void language plpgsql as $$
declare
  today  date := (now() at time zone 'utc')::date;
  of_day date;
  old    record;
begin
  -- Instances that start together take turns.
  perform pg_advisory_xact_lock(hashtext('ftgo.maintain_outbox'));
  for offset_days in 0 .. days_ahead loop
    of_day := today + offset_days;
    -- A day whose first rows are already in the default partition stays there.
    continue when to_regclass('outbox_' || to_char(of_day, 'YYYYMMDD')) is not null
      or exists (select from outbox_default where day = of_day);
    execute format('create table %I partition of outbox for values from (%L) to (%L)',
      'outbox_' || to_char(of_day, 'YYYYMMDD'), of_day, of_day + 1);
  end loop;
  if drop_before is not null then
    for old in
      select relid::regclass as partition from pg_partition_tree('outbox')
      where isleaf and relid::regclass::text ~ '^outbox_\d{8}$' and right(relid::regclass::text, 8) < to_char(drop_before, 'YYYYMMDD')
    loop
      execute format('drop table %s', old.partition);
    end loop;
    delete from outbox_default where day < drop_before;
  end if;
end $$;

select maintain_outbox(14);
