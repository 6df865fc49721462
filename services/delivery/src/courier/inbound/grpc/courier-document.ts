import type { DeliveryGrpc } from '@ftgo/delivery-api';
import type { Courier } from '../../domain/courier.ts';

export const documentOf = ({ id, ...courier }: Courier): DeliveryGrpc.Courier => ({ courierId: id, ...courier });
