import type { DeliveryGrpc } from '@ftgo/delivery-api';
import { Call, CallInfo } from '@ftgo/service-runtime';
import { Controller, Get, Param } from '@nestjs/common';
import { GetCourier } from '../../application/index.ts';
import { documentOf } from '../grpc/courier-document.ts';
import { requireCourierOrOperator } from '../require-courier-or-operator.ts';

/** The same query as over gRPC, for people and tools that speak REST. */
@Controller('v1/couriers')
export class CouriersController {
  constructor(private readonly getCourier: GetCourier) {}

  @Get(':courierId')
  async get(@Param('courierId') courierId: string, @Call() call: CallInfo): Promise<DeliveryGrpc.Courier> {
    requireCourierOrOperator(call, courierId);
    return documentOf(await this.getCourier.execute(courierId));
  }
}
