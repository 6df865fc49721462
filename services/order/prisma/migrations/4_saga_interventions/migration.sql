-- What operators did where a saga could not go on: never changed, never deleted.
CREATE TABLE "saga_interventions" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "order_id" UUID NOT NULL,
    "saga_id" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "by" UUID NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "saga_interventions_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "saga_interventions_order_id_id_idx" ON "saga_interventions"("order_id", "id");
