import { Module } from '@nestjs/common';
import { CreateCourier, GetCourier, SetAvailability, VerifyCredentials } from './application/index.ts';
import { CourierDirectory } from './application/ports/courier-directory.ts';
import { CourierRepository } from './domain/courier-repository.ts';
import { CourierGrpcController } from './inbound/grpc/courier-grpc.controller.ts';
import { CouriersController } from './inbound/rest/couriers.controller.ts';
import { PrismaCourierDirectory } from './outbound/prisma/prisma-courier-directory.ts';
import { WritePathCouriers } from './outbound/prisma/write-path-couriers.ts';

@Module({
  controllers: [CourierGrpcController, CouriersController],
  providers: [
    CreateCourier,
    SetAvailability,
    VerifyCredentials,
    GetCourier,
    { provide: CourierRepository, useClass: WritePathCouriers },
    { provide: CourierDirectory, useClass: PrismaCourierDirectory },
  ],
})
export class CourierModule {}
