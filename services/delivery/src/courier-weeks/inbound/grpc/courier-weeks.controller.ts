import type { DeliveryGrpc } from '@ftgo/delivery-api';
import { Call, CallInfo } from '@ftgo/service-runtime';
import { Controller } from '@nestjs/common';
import { GrpcMethod, Payload } from '@nestjs/microservices';
import { requireCourierOrOperator } from '../../../courier/inbound/require-courier-or-operator.ts';
import { GetCourierWeek } from '../../application/get-courier-week.ts';

@Controller()
export class CourierWeeksGrpcController {
  constructor(private readonly getCourierWeek: GetCourierWeek) {}

  @GrpcMethod('DeliveryService', 'GetCourierWeek')
  async week(@Payload() { courierId, week: name }: DeliveryGrpc.GetCourierWeekRequest, @Call() call: CallInfo): Promise<DeliveryGrpc.CourierWeek> {
    requireCourierOrOperator(call, courierId);
    const { week, brought } = await this.getCourierWeek.execute(courierId, name);
    return { courierId, week: week.name, from: week.from, to: week.to, ...brought };
  }
}
