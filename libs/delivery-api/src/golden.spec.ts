import { isAsItAlwaysWas } from '@ftgo/golden-messages';
import { DeliveryGrpc, courierEvents, deliveryCommands, deliveryEvents } from './index.ts';

isAsItAlwaysWas(new URL('../golden/', import.meta.url), {
  events: Object.values({ ...deliveryEvents, ...courierEvents }),
  commands: Object.values(deliveryCommands),
  others: [DeliveryGrpc.Delivery, DeliveryGrpc.SetAvailabilityRequest],
});
