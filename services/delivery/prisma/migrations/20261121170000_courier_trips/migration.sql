-- A view of what happened to deliveries: those that came to the door, one row in each generation.
CREATE TABLE "courier_trips" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "generation" INTEGER NOT NULL,
    "order_id" UUID NOT NULL,
    "courier_id" UUID NOT NULL,
    "picked_up_from" JSONB NOT NULL,
    "delivered_to" JSONB NOT NULL,
    "picked_up_at" TIMESTAMPTZ(3) NOT NULL,
    "delivered_at" TIMESTAMPTZ(3) NOT NULL,
    "expected_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "courier_trips_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "courier_trips_generation_courier_id_delivered_at_idx" ON "courier_trips"("generation", "courier_id", "delivered_at");
