import { Call, CallInfo } from '@ftgo/service-runtime';
import { Controller, Get, Param } from '@nestjs/common';
import { CourierUseCases } from '../../application/courier-use-cases.ts';
import type { Courier } from '../../domain/courier.ts';
import { requireCourierOrOperator } from '../require-courier-or-operator.ts';

@Controller('/v1/couriers')
export class CouriersController {
  constructor(private readonly couriers: CourierUseCases) {}

  @Get(':id')
  async get(@Param('id') id: string, @Call() call: CallInfo): Promise<Courier> {
    requireCourierOrOperator(call, id);
    return this.couriers.getCourier.run(id);
  }
}
