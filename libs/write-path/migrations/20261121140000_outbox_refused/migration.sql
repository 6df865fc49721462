-- Records that the broker never takes, such as one above its channel's limit, and behind them, in order, the later ones of their channel
-- and key. Once the cause is mended, set `released` for the channel and key, and the relay sends them; delete what shall never be sent.
create table outbox_refused (
  position   bigint      primary key generated always as identity,
  id         text        not null unique,
  channel    text        not null,
  key        text        not null,
  headers    jsonb       not null,
  body       bytea       not null,
  -- What the broker said; absent where a record only waits behind another.
  reason     text,
  refused_at timestamptz not null default now(),
  released   boolean     not null default false
);
create index outbox_refused_line on outbox_refused (channel, key, position);
