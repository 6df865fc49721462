import { ConsumerGrpc } from '@ftgo/consumer-api';
import { DeliveryGrpc } from '@ftgo/delivery-api';
import { OperationsGrpc } from '@ftgo/operations-api';
import { OrderGrpc, OrderHistoryGrpc, SagaGrpc } from '@ftgo/order-api';
import { RestaurantGrpc } from '@ftgo/restaurant-api';
import { HealthController, Readiness } from '@ftgo/service-runtime/process';
import { TokenIssuer, TokenVerifier } from '@ftgo/sign-in';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { HealthIndicatorService, TerminusModule } from '@nestjs/terminus';
import type { GatewayConfig } from './config.ts';
import { ConsumerService } from './consumers/consumer-service.ts';
import { ConsumersController } from './consumers/consumers.controller.ts';
import { GrpcConsumerService } from './consumers/grpc-consumer-service.ts';
import { NotificationsController } from './consumers/notifications.controller.ts';
import { CouriersController } from './deliveries/couriers.controller.ts';
import { DeliveriesController } from './deliveries/deliveries.controller.ts';
import { DeliveryService } from './deliveries/delivery-service.ts';
import { GrpcDeliveryService } from './deliveries/grpc-delivery-service.ts';
import { AccessGuard, Public } from './http/access.guard.ts';
import { EventStreams, Heartbeat } from './http/event-streams.ts';
import { ProblemFilter } from './http/problem.filter.ts';
import { RouteTable } from './http/route-table.ts';
import { DeadLettersController } from './operations/dead-letters.controller.ts';
import { DeadLettersOfAll } from './operations/dead-letters.ts';
import { GrpcOperationsService } from './operations/grpc-operations-service.ts';
import { GrpcSagaOperationsService } from './operations/grpc-saga-operations-service.ts';
import { OperationsController } from './operations/operations.controller.ts';
import { SagaOperationsService } from './operations/saga-operations-service.ts';
import { SagasController } from './operations/sagas.controller.ts';
import { ViewsController } from './operations/views.controller.ts';
import { ViewsOfAll } from './operations/views.ts';
import { GrpcOrderHistoryService } from './orders/grpc-order-history-service.ts';
import { GrpcOrderService } from './orders/grpc-order-service.ts';
import { OrderHistoryService } from './orders/order-history-service.ts';
import { OrderService } from './orders/order-service.ts';
import { Outcomes } from './orders/outcomes.ts';
import { OrdersController } from './orders/orders.controller.ts';
import { StatusStreams } from './orders/status-streams.ts';
import { Channels } from './remote/channels.ts';
import { GrpcRestaurantService } from './restaurants/grpc-restaurant-service.ts';
import { RestaurantService } from './restaurants/restaurant-service.ts';
import { RestaurantsController } from './restaurants/restaurants.controller.ts';
import { TicketsController } from './restaurants/tickets.controller.ts';
import { Operator } from './sessions/operator.ts';
import { SessionsController } from './sessions/sessions.controller.ts';
import { SignIn } from './sessions/sign-in.ts';
import { SignInLimits } from './sessions/sign-in-limits.ts';
import { KeysController } from './system/keys.controller.ts';

/** What is made before the module, because it plugs into Fastify or is read from a file. */
interface Prepared {
  readonly routes: RouteTable;
  readonly limits: SignInLimits;
  readonly issuer: TokenIssuer;
}

// Health probes bring no token.
Public()(HealthController);

@Module({})
export class ApiGatewayModule {
  static with(config: GatewayConfig, { routes, limits, issuer }: Prepared): DynamicModule {
    const channels = new Channels();
    const deadline = config.FTGO_REMOTE_DEADLINE_MS;
    const addresses = { order: config.FTGO_ORDER_GRPC, consumer: config.FTGO_CONSUMER_GRPC, restaurant: config.FTGO_RESTAURANT_GRPC, delivery: config.FTGO_DELIVERY_GRPC };
    const operations = Object.entries(addresses).map(
      ([name, address]) => new GrpcOperationsService(name, channels.to(OperationsGrpc.OperationsServiceClient, address), deadline),
    );
    return {
      module: ApiGatewayModule,
      imports: [TerminusModule.forRoot({ errorLogStyle: 'json' })],
      controllers: [
        SessionsController,
        ConsumersController,
        NotificationsController,
        RestaurantsController,
        TicketsController,
        OrdersController,
        CouriersController,
        DeliveriesController,
        OperationsController,
        DeadLettersController,
        SagasController,
        ViewsController,
        KeysController,
        HealthController,
      ],
      providers: [
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: OrderService, useValue: new GrpcOrderService(channels.to(OrderGrpc.OrderServiceClient, config.FTGO_ORDER_GRPC), deadline) },
        { provide: OrderHistoryService, useValue: new GrpcOrderHistoryService(channels.to(OrderHistoryGrpc.OrderHistoryServiceClient, config.FTGO_ORDER_GRPC), deadline) },
        { provide: SagaOperationsService, useValue: new GrpcSagaOperationsService(channels.to(SagaGrpc.SagaOperationsClient, config.FTGO_ORDER_GRPC), deadline) },
        { provide: ConsumerService, useValue: new GrpcConsumerService(channels.to(ConsumerGrpc.ConsumerServiceClient, config.FTGO_CONSUMER_GRPC), deadline) },
        { provide: RestaurantService, useValue: new GrpcRestaurantService(channels.to(RestaurantGrpc.RestaurantServiceClient, config.FTGO_RESTAURANT_GRPC), deadline) },
        { provide: DeliveryService, useValue: new GrpcDeliveryService(channels.to(DeliveryGrpc.DeliveryServiceClient, config.FTGO_DELIVERY_GRPC), deadline) },
        { provide: DeadLettersOfAll, useValue: new DeadLettersOfAll(operations) },
        { provide: ViewsOfAll, useValue: new ViewsOfAll(operations) },
        { provide: Channels, useValue: channels },
        { provide: RouteTable, useValue: routes },
        { provide: SignInLimits, useValue: limits },
        { provide: TokenIssuer, useValue: issuer },
        { provide: TokenVerifier, useValue: TokenVerifier.fromKeys(issuer.jwks()) },
        { provide: Operator, useValue: new Operator(config.FTGO_OPERATOR_EMAIL, config.FTGO_OPERATOR_PASSWORD_HASH) },
        { provide: Heartbeat, useValue: new Heartbeat(config.FTGO_HEARTBEAT_SECONDS * 1000) },
        { provide: Readiness, useFactory: (indicators: HealthIndicatorService) => new Readiness([], indicators), inject: [HealthIndicatorService] },
        SignIn,
        EventStreams,
        StatusStreams,
        Outcomes,
      ],
    };
  }
}
