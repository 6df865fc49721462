import type { DeliveryGrpc } from '@ftgo/delivery-api';
import type { Plan } from '../../application/get-plan.ts';
import type { Courier } from '../../domain/courier.ts';

export const documentOf = ({ id, name, email, available }: Courier): DeliveryGrpc.Courier => ({ courierId: id, name, email, available });

export const planDocument = ({ courierId, stops, version }: Plan): DeliveryGrpc.Plan => ({
  courierId,
  version,
  stops: stops.map(({ orderId, action, address, at, notBefore }) => ({ orderId, action, address, at, notBefore })),
});
