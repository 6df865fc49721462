import { type DynamicModule, Module } from '@nestjs/common';
import { GetCourierWeek } from './application/get-courier-week.ts';
import { Trips } from './application/ports/trips.ts';
import { CourierWeeksGrpcController } from './inbound/grpc/courier-weeks.controller.ts';
import { CourierWeeksSubscriber } from './inbound/kafka/courier-weeks.subscriber.ts';
import { ProjectedTrips } from './outbound/prisma/projected-trips.ts';

@Module({})
export class CourierWeeksModule {
  static with(couriers: DynamicModule): DynamicModule {
    return {
      module: CourierWeeksModule,
      imports: [couriers],
      controllers: [CourierWeeksGrpcController, CourierWeeksSubscriber],
      providers: [GetCourierWeek, { provide: Trips, useClass: ProjectedTrips }],
    };
  }
}
