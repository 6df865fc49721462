-- What a ticket goes back to that a saga has locked.
alter table tickets add column state_before text;

-- A kitchen sees also what is locked.
drop index tickets_in_hand;
create index tickets_in_hand on tickets (restaurant_id, id)
  where state in ('AWAITING_ACCEPTANCE', 'ACCEPTED', 'CANCEL_PENDING', 'REVISION_PENDING', 'PREPARING', 'READY_FOR_PICKUP');
