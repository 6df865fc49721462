import { Refusal } from '@ftgo/refusals';
import type { CallInfo } from '@ftgo/service-runtime';

/** @throws Refusal FORBIDDEN for everybody but the courier themselves and operators. */
export function requireCourierOrOperator(call: CallInfo, courierId: string): void {
  const caller = call.require('courier', 'operator');
  if (caller.role === 'courier' && caller.id !== courierId) {
    throw new Refusal('forbidden', 'FORBIDDEN', 'This is for the courier themselves.');
  }
}
