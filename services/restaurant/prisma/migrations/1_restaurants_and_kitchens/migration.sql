create table restaurants (
  id uuid primary key,
  version integer not null,
  revision integer not null,
  name text not null,
  address jsonb not null,
  time_zone text not null,
  menu jsonb not null,
  opening_hours jsonb not null,
  capacity integer
);

create table staff (
  id uuid primary key,
  version integer not null,
  restaurant_id uuid not null,
  email text not null,
  password_hash text not null
);

-- Half of each page is left free, so that a new version of a hot row lies next to the old one and no index is touched.
create table kitchens (
  id uuid primary key,
  version integer not null,
  open_tickets integer not null check (open_tickets >= 0),
  capacity integer,
  capacity_version integer not null
) with (fillfactor = 50);

create table known_restaurants (
  id uuid primary key,
  version integer not null,
  name text,
  time_zone text,
  menu jsonb not null,
  menu_version integer not null,
  opening_hours jsonb not null,
  opening_hours_version integer not null
);

create table tickets (
  id uuid primary key,
  version integer not null,
  restaurant_id uuid not null,
  consumer_id uuid not null,
  state text not null,
  line_items jsonb,
  refusal_reason text,
  refusal_detail text
);

-- What a kitchen sees, oldest first: order ids are UUIDv7.
create index tickets_to_accept on tickets (restaurant_id, id) where state = 'AWAITING_ACCEPTANCE';
