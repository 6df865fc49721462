import { Module } from '@nestjs/common';
import { AccountingBooks, AuthorizeOrder, GetAccount, ObeySagas, OpenAccount, SetCreditLimit } from './application/index.ts';
import { AccountRepository } from './domain/account-repository.ts';
import { AuthorizationRepository } from './domain/authorization-repository.ts';
import { AccountingGrpcController } from './inbound/grpc/accounting.controller.ts';
import { ConsumerSubscriber } from './inbound/kafka/consumer.subscriber.ts';
import { OrderCommandsSubscriber } from './inbound/kafka/order-commands.subscriber.ts';
import { OrderSagaSubscriber } from './inbound/kafka/order-saga.subscriber.ts';
import { AccountRestController } from './inbound/rest/account.controller.ts';
import { PrismaAccountingBooks } from './outbound/prisma/prisma-accounting-books.ts';
import { StoredAccounts } from './outbound/prisma/stored-accounts.ts';
import { StoredAuthorizations } from './outbound/prisma/stored-authorizations.ts';

@Module({
  controllers: [AccountingGrpcController, AccountRestController, ConsumerSubscriber, OrderCommandsSubscriber, OrderSagaSubscriber],
  providers: [
    { provide: AccountRepository, useClass: StoredAccounts },
    { provide: AuthorizationRepository, useClass: StoredAuthorizations },
    { provide: AccountingBooks, useClass: PrismaAccountingBooks },
    OpenAccount,
    AuthorizeOrder,
    ObeySagas,
    GetAccount,
    SetCreditLimit,
  ],
})
export class AccountingModule {}
