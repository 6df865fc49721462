import { SqlExecutor, SqlFault } from './sql-executor.ts';
import { PassingFault } from './write-path.ts';

/** What is used of a generated Prisma client. */
export interface PrismaRaw {
  $queryRawUnsafe<T>(sql: string, ...params: unknown[]): PromiseLike<T>;
}

/** Statements through a Prisma client on the driver adapter `@prisma/adapter-pg`: for what is asked now and then. The write path has {@link pgSql}. */
export function prismaSql(prisma: PrismaRaw): SqlExecutor {
  return new PrismaSql(prisma);
}

class PrismaSql extends SqlExecutor {
  constructor(private readonly prisma: PrismaRaw) {
    super();
  }

  override async query<T>(sql: string, params: readonly unknown[]): Promise<T[]> {
    try {
      return await this.prisma.$queryRawUnsafe<T[]>(sql, ...params);
    } catch (error) {
      throw error instanceof PassingFault ? error : sqlFaultOf(error);
    }
  }
}

/** As Prisma 7 tells it: `P2010` with the adapter's error in `meta`; what the adapter cannot map comes as it was thrown. */
interface RawQueryError {
  readonly meta?: { readonly driverAdapterError?: { readonly cause?: AdapterCause } };
}

interface AdapterCause {
  readonly originalCode?: string;
  readonly originalMessage?: string;
  readonly constraint?: { readonly index?: string };
}

function sqlFaultOf(error: unknown): SqlFault {
  const cause = (error as RawQueryError).meta?.driverAdapterError?.cause;
  const message = cause?.originalMessage ?? (error instanceof Error ? error.message : String(error));
  return new SqlFault(message, cause?.originalCode, cause?.constraint?.index, { cause: error });
}
