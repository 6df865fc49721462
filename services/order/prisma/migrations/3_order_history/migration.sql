-- A view, made of the events of several services; all of a row but its order may be missing for a while.
CREATE TABLE "order_history" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "generation" INTEGER NOT NULL,
    "order_id" UUID NOT NULL,
    "consumer_id" UUID,
    "restaurant_id" UUID,
    "restaurant_name" TEXT,
    "state" TEXT,
    "line_items" JSONB,
    "total_amount" BIGINT,
    "currency" TEXT,
    "created_at" TIMESTAMPTZ,
    "delivery_time" TIMESTAMPTZ,
    "reason" TEXT,
    "detail" TEXT,
    "ticket_state" TEXT,
    "ready_by" TIMESTAMPTZ,
    "delivery_state" TEXT,
    "words" TSVECTOR GENERATED ALWAYS AS (
        to_tsvector('english', coalesce("restaurant_name", ''))
        || jsonb_to_tsvector('english', coalesce(jsonb_path_query_array("line_items", '$[*].name'), '[]'), '["string"]')
    ) STORED,

    CONSTRAINT "order_history_pkey" PRIMARY KEY ("id")
) WITH (fillfactor = 80);

CREATE INDEX "order_history_generation_order_id_idx" ON "order_history"("generation", "order_id" DESC);
CREATE INDEX "order_history_consumer_id_idx" ON "order_history"("generation", "consumer_id", "order_id" DESC);
CREATE INDEX "order_history_restaurant_id_idx" ON "order_history"("generation", "restaurant_id", "order_id" DESC);
CREATE INDEX "order_history_words_idx" ON "order_history" USING gin("words");

-- Few, and not for long: their order was heard of before their restaurant.
CREATE INDEX "order_history_nameless_idx" ON "order_history"("generation") WHERE "restaurant_name" IS NULL AND "restaurant_id" IS NOT NULL;

CREATE TABLE "order_history_restaurants" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "generation" INTEGER NOT NULL,
    "restaurant_id" UUID NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "order_history_restaurants_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "order_history_restaurants_restaurant_id_idx" ON "order_history_restaurants"("generation", "restaurant_id");
