-- CreateTable
CREATE TABLE "couriers" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "available" BOOLEAN NOT NULL,

    CONSTRAINT "couriers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "courier_sign_ins" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "courier_id" UUID NOT NULL,
    "password_hash" TEXT NOT NULL,

    CONSTRAINT "courier_sign_ins_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "consumer_id" UUID NOT NULL,
    "restaurant_id" UUID NOT NULL,
    "delivery_address" JSONB,
    "delivery_time" TIMESTAMPTZ(3),

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id")
);
