import type { Money } from '@ftgo/money';

/** Sums, for an operator and for those who check that money is neither lost nor made. */
export interface Books {
  readonly byState: readonly { readonly state: string; readonly authorizations: number; readonly total: Money }[];
  readonly held: Money;
  readonly charged: Money;
  readonly outboxUnsent: number;
  readonly deadLetters: number;
}

export abstract class AccountingBooks {
  abstract read(): Promise<Books>;
}
