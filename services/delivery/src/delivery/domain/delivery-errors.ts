import { Refusal } from '@ftgo/refusals';

/** Also for a delivery that is not the caller's: that it exists is nobody else's business. */
export class DeliveryNotFound extends Refusal {
  constructor(orderId: string) {
    super('not-found', 'DELIVERY_NOT_FOUND', `There is no delivery ${orderId}.`);
  }
}
