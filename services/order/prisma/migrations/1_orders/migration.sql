CREATE TABLE "orders" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "consumer_id" UUID NOT NULL,
    "restaurant_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "line_items" JSONB NOT NULL,
    "total_amount" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "delivery_address" JSONB NOT NULL,
    "delivery_time" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "due_at" TIMESTAMPTZ,
    "reason" TEXT,
    "detail" TEXT,

    CONSTRAINT "orders_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "orders_consumer_id_id_idx" ON "orders"("consumer_id", "id" DESC);

-- Only pending orders have a deadline: the supervisor's index stays small.
CREATE INDEX "orders_due_at_idx" ON "orders"("due_at") WHERE "due_at" IS NOT NULL;

CREATE TABLE "menus" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "restaurant_version" INTEGER NOT NULL,
    "items" JSONB NOT NULL,

    CONSTRAINT "menus_pkey" PRIMARY KEY ("id")
);
