import type { ConsumerGrpc } from '@ftgo/consumer-api';
import { money, type Money } from '@ftgo/money';
import { Call, CallInfo } from '@ftgo/service-runtime';
import { Controller } from '@nestjs/common';
import { GrpcMethod, Payload } from '@nestjs/microservices';
import { AccountingBooks, GetAccount, SetCreditLimit } from '../../application/index.ts';
import type { Account } from '../../domain/account.ts';
import { InvalidCreditLimit } from '../../domain/accounting-refusals.ts';
import { requireAccountHolderOrOperator } from '../require-account-holder-or-operator.ts';

const SERVICE = 'ConsumerService';

@Controller()
export class AccountingGrpcController {
  constructor(
    private readonly getAccount: GetAccount,
    private readonly setCreditLimit: SetCreditLimit,
    private readonly books: AccountingBooks,
  ) {}

  @GrpcMethod(SERVICE, 'GetAccount')
  async get(@Payload() { consumerId }: ConsumerGrpc.GetAccountRequest, @Call() call: CallInfo): Promise<ConsumerGrpc.Account> {
    requireAccountHolderOrOperator(call, consumerId);
    return documentOf(await this.getAccount.execute(consumerId));
  }

  @GrpcMethod(SERVICE, 'SetCreditLimit')
  async setLimit(@Payload() request: ConsumerGrpc.SetCreditLimitRequest, @Call() call: CallInfo): Promise<ConsumerGrpc.Account> {
    call.require('operator');
    const limit = limitIn(request);
    return documentOf(await this.setCreditLimit.execute(request.consumerId, limit, call.causeOf(request)));
  }

  @GrpcMethod(SERVICE, 'GetBooks')
  async getBooks(@Payload() _: ConsumerGrpc.GetBooksRequest, @Call() call: CallInfo): Promise<ConsumerGrpc.Books> {
    call.require('operator');
    const { byState, ...sums } = await this.books.read();
    return { ...sums, byState: [...byState] };
  }
}

const documentOf = ({ id, ...account }: Account): ConsumerGrpc.Account => ({ accountId: id, ...account });

function limitIn({ creditLimit }: ConsumerGrpc.SetCreditLimitRequest): Money {
  if (!creditLimit) throw new InvalidCreditLimit('A credit limit is an amount in minor units and a currency.');
  try {
    return money(creditLimit.amount, creditLimit.currency);
  } catch (error) {
    throw new InvalidCreditLimit((error as RangeError).message);
  }
}
