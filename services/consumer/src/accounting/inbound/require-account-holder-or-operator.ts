import { Refusal } from '@ftgo/refusals';
import type { CallInfo } from '@ftgo/service-runtime';

/** @throws Refusal `FORBIDDEN` for everybody but the account's consumer and operators; said before anything is looked up. */
export function requireAccountHolderOrOperator(call: CallInfo, accountId: string): void {
  const caller = call.require('consumer', 'operator');
  if (caller.role === 'consumer' && caller.id !== accountId) {
    throw new Refusal('forbidden', 'FORBIDDEN', 'This is for the consumer whose account it is.');
  }
}
