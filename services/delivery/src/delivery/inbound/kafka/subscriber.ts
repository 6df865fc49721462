/** The delivery module's one subscriber: what concerns a delivery is heard in order, whoever says it. */
export const DELIVERY = 'delivery';
