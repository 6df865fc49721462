-- The cancellation or revision that locks the order, or the last one.
ALTER TABLE "orders" ADD COLUMN "saga" JSONB;

CREATE INDEX "orders_saga_id_idx" ON "orders" (("saga" ->> 'id')) WHERE "saga" IS NOT NULL;

-- Sagas in flight, for operators: as many as there are locks.
CREATE INDEX "orders_locked_idx" ON "orders" (("saga" ->> 'id')) WHERE "state" IN ('CANCEL_PENDING', 'REVISION_PENDING');
