import { isAsItAlwaysWas } from '@ftgo/golden-messages';
import { DeliveryGrpc, courierEvents, deliveryEvents } from './index.ts';

isAsItAlwaysWas(new URL('../golden/', import.meta.url), {
  events: Object.values({ ...deliveryEvents, ...courierEvents }),
  others: [DeliveryGrpc.Delivery, DeliveryGrpc.SetAvailabilityRequest],
});
