-- Whoever reads the table reads it in the order of `seq`: the polling relay, and the log tailing one that has lost its slot. With `seq`
-- first, the indexes of the days are merged and nothing is sorted.
alter table outbox drop constraint outbox_pkey;
alter table outbox add primary key (seq, day);
