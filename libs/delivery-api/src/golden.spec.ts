import { isAsItAlwaysWas } from '@ftgo/golden-messages';
import { DeliveryGrpc, courierEvents, deliveryCommands, deliveryEvents, deliveryOffers, deliveryReplies } from './index.ts';

isAsItAlwaysWas(new URL('../golden/', import.meta.url), {
  events: Object.values({ ...deliveryEvents, ...courierEvents, ...deliveryOffers }),
  commands: Object.values({ ...deliveryCommands, ...deliveryReplies }),
  others: [DeliveryGrpc.Delivery, DeliveryGrpc.SetAvailabilityRequest, DeliveryGrpc.Plan, DeliveryGrpc.CourierWeek, DeliveryGrpc.Offer],
});
