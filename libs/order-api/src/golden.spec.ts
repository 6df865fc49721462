import { isAsItAlwaysWas } from '@ftgo/golden-messages';
import { OrderGrpc, SagaGrpc, orderEvents } from './index.ts';

isAsItAlwaysWas(new URL('../golden/', import.meta.url), {
  events: Object.values({ ...orderEvents }),
  others: [OrderGrpc.Order, OrderGrpc.CreateOrderRequest, OrderGrpc.ReviseOrderRequest, OrderGrpc.OrderSaga, SagaGrpc.Saga],
});
