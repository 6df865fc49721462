-- What happened to deliveries; their heads, in "deliveries", follow from it.
CREATE TABLE "delivery_events" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "correlation_id" TEXT NOT NULL,
    "causation_id" TEXT,

    CONSTRAINT "delivery_events_pkey" PRIMARY KEY ("id","version")
);

-- The deliveries that are there become what must have happened to them. When it did, nobody knows.
INSERT INTO "delivery_events" ("id", "version", "type", "data", "occurred_at", "correlation_id")
SELECT "id", 1, 'DeliveryCreated', jsonb_strip_nulls(jsonb_build_object('orderId', "id", 'consumerId', "consumer_id", 'restaurantId', "restaurant_id",
    'deliveryAddress', "delivery_address", 'deliveryTime', to_char("delivery_time" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))), now(), "id"
FROM "deliveries" WHERE "delivery_address" IS NOT NULL;
INSERT INTO "delivery_events" ("id", "version", "type", "data", "occurred_at", "correlation_id")
SELECT "id", 2, 'CancelBegun', jsonb_build_object('orderId', "id"), now(), "id" FROM "deliveries" WHERE "state" = 'CANCEL_PENDING';
INSERT INTO "delivery_events" ("id", "version", "type", "data", "occurred_at", "correlation_id")
SELECT "id", CASE WHEN "delivery_address" IS NULL THEN 1 ELSE 2 END, 'DeliveryCancelled',
    jsonb_build_object('orderId', "id") || CASE WHEN "delivery_address" IS NULL THEN jsonb_build_object('consumerId', "consumer_id", 'restaurantId', "restaurant_id") ELSE '{}' END,
    now(), "id"
FROM "deliveries" WHERE "state" = 'CANCELLED';
UPDATE "deliveries" SET "version" = e."last" FROM (SELECT "id", max("version") AS "last" FROM "delivery_events" GROUP BY "id") e WHERE e."id" = "deliveries"."id";

ALTER TABLE "deliveries"
    DROP COLUMN "delivery_address",
    DROP COLUMN "delivery_time",
    ALTER COLUMN "consumer_id" DROP NOT NULL,
    ALTER COLUMN "restaurant_id" DROP NOT NULL,
    ADD COLUMN "snapshot" JSONB,
    ADD COLUMN "courier_id" UUID,
    ADD COLUMN "due_at" TIMESTAMPTZ(3),
    ADD COLUMN "queued_since" TIMESTAMPTZ(3),
    ADD COLUMN "offer" JSONB;
CREATE INDEX "deliveries_due_at_idx" ON "deliveries"("due_at");

-- Where restaurants are, as they tell it themselves.
CREATE TABLE "restaurants" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "address" JSONB NOT NULL,

    CONSTRAINT "restaurants_pkey" PRIMARY KEY ("id")
);

-- A courier's plan, and the room that is left in it.
ALTER TABLE "couriers"
    ADD COLUMN "stops" JSONB NOT NULL DEFAULT '[]',
    ADD COLUMN "orders" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "last_stop" JSONB,
    ADD COLUMN "free_since" TIMESTAMPTZ(3);

-- Where couriers say they are: the last word only, and lost if it must be.
CREATE TABLE "courier_positions" (
    "courier_id" UUID NOT NULL,
    "lat" DOUBLE PRECISION NOT NULL,
    "lng" DOUBLE PRECISION NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "courier_positions_pkey" PRIMARY KEY ("courier_id")
);
