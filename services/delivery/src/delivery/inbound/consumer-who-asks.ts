import type { CallInfo } from '@ftgo/service-runtime';

/** A consumer sees their own deliveries, an operator all: undefined. */
export function consumerWhoAsks(call: CallInfo): { consumerId: string } | undefined {
  const { id, role } = call.require('consumer', 'operator');
  return role === 'consumer' ? { consumerId: id } : undefined;
}
