alter table tickets
  add column ready_by timestamptz,
  add column rejection_reason text;

-- What a kitchen has before it, oldest first: order ids are UUIDv7.
drop index tickets_to_accept;
create index tickets_in_hand on tickets (restaurant_id, id)
  where state in ('AWAITING_ACCEPTANCE', 'ACCEPTED', 'PREPARING', 'READY_FOR_PICKUP');
