import { Refusal } from '@ftgo/refusals';
import type { CallInfo } from '@ftgo/service-runtime';

/** @throws Refusal `FORBIDDEN` for everybody but the consumer who was told and operators; said before anything is looked up. */
export function requireAddresseeOrOperator(call: CallInfo, consumerId: string): void {
  const caller = call.require('consumer', 'operator');
  if (caller.role === 'consumer' && caller.id !== consumerId) {
    throw new Refusal('forbidden', 'FORBIDDEN', 'This is for the consumer who was notified.');
  }
}
