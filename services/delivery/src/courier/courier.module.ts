import { type DynamicModule, Module } from '@nestjs/common';
import type { DeliveryConfig } from '../config.ts';
import { CourierTerms } from './application/courier-terms.ts';
import { CreateCourier, GetCourier, GetPlan, SetAvailability, VerifyCredentials } from './application/index.ts';
import { CourierDirectory } from './application/ports/courier-directory.ts';
import { Positions } from './application/ports/positions.ts';
import { CourierRepository } from './domain/courier-repository.ts';
import { CourierGrpcController } from './inbound/grpc/courier-grpc.controller.ts';
import { CouriersController } from './inbound/rest/couriers.controller.ts';
import { PrismaCourierDirectory } from './outbound/prisma/prisma-courier-directory.ts';
import { PrismaPositions } from './outbound/prisma/prisma-positions.ts';
import { WritePathCouriers } from './outbound/prisma/write-path-couriers.ts';

@Module({})
export class CourierModule {
  static with(config: DeliveryConfig): DynamicModule {
    return {
      module: CourierModule,
      controllers: [CourierGrpcController, CouriersController],
      providers: [
        CreateCourier,
        SetAvailability,
        VerifyCredentials,
        GetCourier,
        GetPlan,
        { provide: CourierRepository, useClass: WritePathCouriers },
        { provide: CourierDirectory, useClass: PrismaCourierDirectory },
        { provide: Positions, useClass: PrismaPositions },
          { provide: CourierTerms, useValue: termsIn(config) },
      ],
      exports: [CourierTerms, GetCourier, GetPlan, CourierRepository, CourierDirectory, Positions],
    };
  }
}

const termsIn = (config: DeliveryConfig): CourierTerms =>
  new CourierTerms(
    { windowSeconds: config.FTGO_OFFER_WINDOW_SECONDS, giveUpSeconds: config.FTGO_COURIER_DEADLINE_SECONDS },
    config.FTGO_OFFER_AGAIN_SECONDS,
    config.FTGO_COURIER_CAPACITY,
    { metersPerSecond: config.FTGO_COURIER_SPEED_KMH / 3.6, handoverSeconds: config.FTGO_HANDOVER_SECONDS },
  );
