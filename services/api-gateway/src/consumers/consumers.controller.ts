import type { ConsumerGrpc } from '@ftgo/consumer-api';
import { Body, Controller, Get, Param, Post, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Only, Public } from '../http/access.guard.ts';
import { moneyDocument } from '../http/documents.ts';
import { id } from '../http/fields.ts';
import { IdempotencyKey, Passed } from '../http/request.ts';
import { valid } from '../http/valid.ts';
import type { OutgoingCall } from '../remote/outgoing-call.ts';
import { SignInLimits } from '../sessions/sign-in-limits.ts';
import {
  type SetConsumerStatus,
  type SetCreditLimit,
  type SignUpConsumer,
  setConsumerStatus,
  setCreditLimit,
  signUpConsumer,
} from './consumer-requests.ts';
import { ConsumerService } from './consumer-service.ts';

@Controller('v1/consumers')
export class ConsumersController {
  constructor(
    private readonly consumers: ConsumerService,
    private readonly limits: SignInLimits,
  ) {}

  @Post()
  @Public()
  async signUp(
    @Body(valid(signUpConsumer, 'body')) person: SignUpConsumer,
    @IdempotencyKey() idempotencyKey: string,
    @Passed() call: OutgoingCall,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    await this.limits.admitSignUp(request, reply);
    const consumer = await this.consumers.signUp({ ...person, idempotencyKey }, call);
    void reply.header('location', `/v1/consumers/${consumer.consumerId}`);
    return consumerDocument(consumer);
  }

  @Get(':consumerId')
  async get(@Param('consumerId', valid(id, 'path')) consumerId: string, @Passed() call: OutgoingCall): Promise<unknown> {
    return consumerDocument(await this.consumers.getConsumer(consumerId, call));
  }

  @Get(':consumerId/account')
  async account(@Param('consumerId', valid(id, 'path')) consumerId: string, @Passed() call: OutgoingCall): Promise<unknown> {
    return accountDocument(await this.consumers.getAccount(consumerId, call));
  }

  @Put(':consumerId/status')
  @Only(['operator'])
  async setStatus(
    @Param('consumerId', valid(id, 'path')) consumerId: string,
    @Body(valid(setConsumerStatus, 'body')) { status }: SetConsumerStatus,
    @IdempotencyKey() idempotencyKey: string,
    @Passed() call: OutgoingCall,
  ): Promise<unknown> {
    return consumerDocument(await this.consumers.setStatus({ consumerId, status, idempotencyKey }, call));
  }

  @Put(':consumerId/credit-limit')
  @Only(['operator'])
  async setCreditLimit(
    @Param('consumerId', valid(id, 'path')) consumerId: string,
    @Body(valid(setCreditLimit, 'body')) { creditLimit }: SetCreditLimit,
    @IdempotencyKey() idempotencyKey: string,
    @Passed() call: OutgoingCall,
  ): Promise<unknown> {
    return accountDocument(await this.consumers.setCreditLimit({ consumerId, creditLimit, idempotencyKey }, call));
  }
}

const consumerDocument = ({ consumerId, name, email, status }: ConsumerGrpc.Consumer) => ({ consumerId, name, email, status });

const accountDocument = ({ accountId, creditLimit, held, charged }: ConsumerGrpc.Account) => ({
  accountId,
  creditLimit: moneyDocument(creditLimit),
  held: moneyDocument(held),
  charged: moneyDocument(charged),
});
