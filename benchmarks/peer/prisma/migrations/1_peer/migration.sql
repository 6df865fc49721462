create table orders (
  id uuid primary key,
  version integer not null,
  consumer_id uuid not null,
  restaurant_id uuid not null,
  state text not null,
  line_items jsonb not null,
  total_amount bigint not null,
  currency text not null,
  delivery_address jsonb not null,
  delivery_time timestamptz,
  created_at timestamptz not null,
  due_at timestamptz
);
create index orders_consumer_id_id_idx on orders (consumer_id, id desc);
create index orders_due_at_idx on orders (due_at) where due_at is not null;

create table menus (id uuid primary key, items jsonb not null);

create table idempotency_keys (
  key text primary key,
  fingerprint text not null,
  answer jsonb not null,
  seen_at timestamptz not null default now()
);

create table consumers (id uuid primary key, status text not null);

create table accounts (
  id uuid primary key,
  credit_limit bigint not null,
  held bigint not null check (held >= 0),
  currency text not null
);

create table authorizations (
  id uuid primary key,
  state text not null,
  account_id uuid,
  amount bigint,
  currency text
);

create table kitchens (id uuid primary key, open_tickets integer not null, menu jsonb not null) with (fillfactor = 50);

create table tickets (
  id uuid primary key,
  restaurant_id uuid not null,
  consumer_id uuid not null,
  state text not null,
  line_items jsonb not null
);

create table deliveries (
  id uuid primary key,
  state text not null,
  consumer_id uuid not null,
  restaurant_id uuid not null,
  delivery_address jsonb not null
);

create table inbox (message_id text primary key, seen_at timestamptz not null default now());

create table outbox (
  seq bigserial primary key,
  id uuid not null,
  channel text not null,
  key text not null,
  type text not null,
  time timestamptz not null,
  correlation_id text not null,
  payload text not null
);
