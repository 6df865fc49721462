-- How far the order has come by what was heard of it, and whose lines it has: what arrives late changes neither.
ALTER TABLE "order_history" ADD COLUMN "stage" TEXT, ADD COLUMN "revision" UUID;
