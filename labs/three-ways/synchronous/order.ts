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
import { Uptime } from '../participants/uptime.ts';
import { type Step, steps } from '../steps.ts';
import { RemoteSteps } from './remote-steps.ts';
import { SynchronousCreateOrder } from './synchronous-create-order.ts';

/** Chains of one, two and three services. */
const calledIn: Readonly<Record<string, readonly Step[]>> = { 1: [], 2: ['VERIFY_CONSUMER'], 3: steps };

class CallingOrderService {}

/** The order service, which calls the others before it answers. */
export const callingOrder = (env = process.env): ServiceDefinition<OrderConfig> => {
  const service = orderService(env);
  const remote = new RemoteSteps({ consumer: env['FTGO_CONSUMER_GRPC'] ?? '', restaurant: env['FTGO_RESTAURANT_GRPC'] ?? '' });
  const module = (config: OrderConfig) => {
    const orders = {
      provide: Orders,
      // Nobody is told before it is decided.
      useFactory: (writePath: WritePath) =>
        new StoredOrders(new TranslatedWritePath(writePath, (message) => (message.type === orderEvents.OrderCreated.name ? [] : [message]))),
      inject: [WritePath],
    };
    const createOrder = {
      provide: CreateOrder,
      useFactory: (kept: Orders, deadline: CreationDeadline) =>
        new SynchronousCreateOrder(kept, deadline, new Uptime('order'), remote, calledIn[env['FTGO_LAB_CHAIN'] ?? '3']),
      inject: [Orders, CreationDeadline],
    };
    return { module: CallingOrderService, imports: [withInstead(withInstead(service.module(config), orders), createOrder)] };
  };
  return { ...service, module };
};
