import type { OutgoingMessage } from '@ftgo/envelope';
import { orderEvents } from '@ftgo/order-api';
import type { ServiceDefinition } from '@ftgo/service-runtime';
import { WritePath } from '@ftgo/write-path';
import type { OrderConfig } from '../../../services/order/src/config.ts';
import { orderService } from '../../../services/order/src/order-service.module.ts';
import { CreateOrder, CreationDeadline } from '../../../services/order/src/order/application/index.ts';
import { Orders } from '../../../services/order/src/order/domain/orders.ts';
import { StoredOrders } from '../../../services/order/src/order/outbound/prisma/stored-orders.ts';
import { withInstead } from '../participants/provided.ts';
import { TranslatedWritePath } from '../participants/translated-write-path.ts';
import { CreateOrderAtTimes } from '../participants/create-order-at-times.ts';
import { Uptime } from '../participants/uptime.ts';
import { type OrderToCheck, steps } from '../steps.ts';
import { CreateOrderSaga, commandFor } from './create-order-saga.ts';

/** The first command goes out in the commit that creates the order, in the place of the news that starts the choreography. */
const beginning = (message: OutgoingMessage): OutgoingMessage[] =>
  message.type === orderEvents.OrderCreated.name ? [commandFor(steps[0], message.body as OrderToCheck)] : [message];

class OrchestratingOrderService {}

/** The order service, which tells the others what to do. */
export const orchestratingOrder = (env = process.env): ServiceDefinition<OrderConfig> => {
  const service = orderService(env);
  const module = (config: OrderConfig) => {
    const orders = {
      provide: Orders,
      useFactory: (writePath: WritePath) => new StoredOrders(new TranslatedWritePath(writePath, beginning)),
      inject: [WritePath],
    };
    const createOrder = {
      provide: CreateOrder,
      useFactory: (kept: Orders, deadline: CreationDeadline) => new CreateOrderAtTimes(kept, deadline, new Uptime('order')),
      inject: [Orders, CreationDeadline],
    };
    return {
      module: OrchestratingOrderService,
      imports: [withInstead(withInstead(service.module(config), orders), createOrder)],
      controllers: [CreateOrderSaga],
    };
  };
  return { ...service, module };
};
