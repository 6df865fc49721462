import type { CallInfo } from '@ftgo/service-runtime';
import type { Asker } from '../application/get-delivery.ts';

/** Consumers see their own deliveries, couriers those in their plan, operators all. */
export function whoAsks(call: CallInfo): Asker {
  const { id, role } = call.require('consumer', 'courier', 'operator');
  if (role === 'operator') return 'operator';
  return role === 'consumer' ? { consumerId: id } : { courierId: id };
}
