import { Call, CallInfo } from '@ftgo/service-runtime';
import { Controller, Get, Param } from '@nestjs/common';
import { GetConsumer } from '../../application/index.ts';
import { requireThemselvesOrOperator } from '../require-themselves-or-operator.ts';

@Controller('v1/consumers')
export class ConsumerRestController {
  constructor(private readonly getConsumer: GetConsumer) {}

  @Get(':consumerId')
  async get(@Param('consumerId') consumerId: string, @Call() call: CallInfo) {
    requireThemselvesOrOperator(call, consumerId);
    const { id, name, email, status } = await this.getConsumer.execute(consumerId);
    return { id, name, email, status };
  }
}
