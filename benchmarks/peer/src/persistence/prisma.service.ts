import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import { environment } from '../environment.ts';
import { type Prisma, PrismaClient } from '../generated/prisma/client.ts';

const TRANSACTION_LIMIT_MS = 10_000;

/** NestJS docs, "Recipes: Prisma": the client as a provider. */
@Injectable()
export class PrismaService extends PrismaClient implements OnModuleDestroy {
  constructor() {
    super({
      adapter: new PrismaPg({ connectionString: environment.databaseUrl(), max: environment.databasePool() }),
      // A burst waits for a connection rather than to fail after two seconds.
      transactionOptions: { maxWait: TRANSACTION_LIMIT_MS, timeout: TRANSACTION_LIMIT_MS },
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.$disconnect();
  }
}

export type Transaction = Prisma.TransactionClient;
