alter table tickets add column accept_by timestamptz;

-- Who has a ticket before it today has ten minutes from now.
update tickets set accept_by = now() + interval '10 minutes', version = version + 1
  where 'AWAITING_ACCEPTANCE' in (state, state_before);

create index tickets_to_accept on tickets (accept_by) where state = 'AWAITING_ACCEPTANCE';
