CREATE TABLE "notification_boxes" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "notification_boxes_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "notifications" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "consumer_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "order_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "happened_at" TIMESTAMPTZ NOT NULL,
    "mail_state" TEXT NOT NULL,
    "mail_attempts" INTEGER NOT NULL,
    "mail_due_at" TIMESTAMPTZ,
    "mail_detail" TEXT,

    CONSTRAINT "notifications_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "notifications_consumer_id_number_key" ON "notifications"("consumer_id", "number");
CREATE INDEX "notifications_order_id_idx" ON "notifications"("order_id");
CREATE INDEX "notifications_mail_due_at_idx" ON "notifications"("mail_due_at");
