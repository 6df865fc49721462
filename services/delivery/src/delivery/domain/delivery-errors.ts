import { Refusal } from '@ftgo/refusals';

/** Also for a delivery that is not the caller's: that it exists is nobody else's business. */
export class DeliveryNotFound extends Refusal {
  constructor(orderId: string) {
    super('not-found', 'DELIVERY_NOT_FOUND', `There is no delivery ${orderId}.`);
  }
}

export class WrongDeliveryState extends Refusal {
  constructor(orderId: string, state: string) {
    super('conflict', 'WRONG_DELIVERY_STATE', `The delivery ${orderId} is ${state}.`);
  }
}

export class DeliveryIsBeingCancelled extends Refusal {
  constructor(orderId: string) {
    super('conflict', 'DELIVERY_CANCEL_PENDING', `The order ${orderId} is being cancelled; whether it is will be known in a moment.`);
  }
}

/** To the saga that cancels an order. */
export class DeliveryPickedUpAlready extends Refusal {
  constructor(orderId: string) {
    super('conflict', 'DELIVERY_PICKED_UP', `The order ${orderId} is picked up already.`);
  }
}
