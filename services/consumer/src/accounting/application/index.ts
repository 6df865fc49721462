// What the accounting module can do.
export { AuthorizeOrder } from './authorize-order.ts';
export { GetAccount } from './get-account.ts';
export { OpenAccount } from './open-account.ts';
export { AccountingBooks } from './ports/accounting-books.ts';
export { ObeySagas } from './obey-sagas.ts';
export { SetCreditLimit } from './set-credit-limit.ts';
