import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import { environment } from '../environment.ts';
import { type Prisma, PrismaClient } from '../generated/prisma/client.ts';

/** NestJS docs, "Recipes: Prisma": the client as a provider. */
@Injectable()
export class PrismaService extends PrismaClient implements OnModuleDestroy {
  constructor() {
    super({ adapter: new PrismaPg({ connectionString: environment.databaseUrl(), max: environment.databasePool() }) });
  }

  async onModuleDestroy(): Promise<void> {
    await this.$disconnect();
  }
}

export type Transaction = Prisma.TransactionClient;
