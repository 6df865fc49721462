import { Call, CallInfo } from '@ftgo/service-runtime';
import { Controller, Get, Param } from '@nestjs/common';
import { GetAccount } from '../../application/index.ts';
import type { Account } from '../../domain/account.ts';
import { requireAccountHolderOrOperator } from '../require-account-holder-or-operator.ts';

@Controller('v1/consumers')
export class AccountRestController {
  constructor(private readonly getAccount: GetAccount) {}

  @Get(':consumerId/account')
  async get(@Param('consumerId') consumerId: string, @Call() call: CallInfo): Promise<Account> {
    requireAccountHolderOrOperator(call, consumerId);
    return this.getAccount.execute(consumerId);
  }
}
