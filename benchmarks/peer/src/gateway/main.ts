import { Controller, Get, Module, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClientsModule } from '@nestjs/microservices';
import { environment } from '../environment.ts';
import { orderGrpc } from '../order/order-grpc.ts';
import { ORDER_PACKAGE, OrdersController } from './orders.controller.ts';

@Controller('readyz')
class HealthController {
  @Get()
  ready(): object {
    return { status: 'ok' };
  }
}

@Module({
  imports: [ClientsModule.register([{ name: ORDER_PACKAGE, ...orderGrpc(environment.grpcUrl()) }])],
  controllers: [HealthController, OrdersController],
})
class GatewayModule {}

const app = await NestFactory.create(GatewayModule, { logger: ['error', 'warn'] });
app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
app.enableShutdownHooks();
await app.listen(environment.httpPort(), '127.0.0.1');
