CREATE TABLE "consumers" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "status" TEXT NOT NULL,

    CONSTRAINT "consumers_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "email_claims" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "consumer_id" UUID NOT NULL,

    CONSTRAINT "email_claims_pkey" PRIMARY KEY ("id")
);

-- What is held is the sum of the AUTHORIZED; the check is the last line of defence against money from nowhere.
CREATE TABLE "accounts" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "credit_limit" BIGINT NOT NULL,
    "held" BIGINT NOT NULL CHECK ("held" >= 0),
    "charged" BIGINT NOT NULL CHECK ("charged" >= 0),
    "currency" TEXT NOT NULL,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "authorizations" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "account_id" UUID,
    "amount" BIGINT,
    "currency" TEXT,
    "reason" TEXT,

    CONSTRAINT "authorizations_pkey" PRIMARY KEY ("id")
);
