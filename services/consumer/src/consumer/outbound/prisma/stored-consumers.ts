import { type AggregateRef, type Cause, type Decided, WritePath } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { PrismaClient } from '../../../generated/prisma/client.ts';
import type { Consumer, EmailClaim } from '../../domain/consumer.ts';
import type { ConsumerEvent, Verification } from '../../domain/consumer-event.ts';
import { ConsumerRepository, type PublicConsumer } from '../../domain/consumer-repository.ts';
import { messageOf } from '../messaging/consumer-messages.ts';
import { claimId, consumerTable, emailClaimTable } from './consumer-tables.ts';

const consumerOf = (id: string): AggregateRef<Consumer> => ({ table: consumerTable, id });
const claimOf = (email: string): AggregateRef<EmailClaim> => ({ table: emailClaimTable, id: claimId(email) });
/** The answer that an idempotency key keeps: never with the hash. */
const shown = ({ id, name, email, status }: Consumer): PublicConsumer => ({ id, name, email, status });

@Injectable()
export class StoredConsumers extends ConsumerRepository {
  constructor(
    private readonly writePath: WritePath,
    private readonly prisma: PrismaClient,
  ) {
    super();
  }

  async find(id: string): Promise<Consumer | undefined> {
    const consumer = await this.prisma.consumer.findUnique({ where: { id }, omit: { version: true } });
    return (consumer ?? undefined) as Consumer | undefined;
  }

  async findByEmail(email: string): Promise<Consumer | undefined> {
    const claim = await this.prisma.emailClaim.findUnique({ where: { id: claimId(email) } });
    return claim ? this.find(claim.consumerId) : undefined;
  }

  add(
    id: string,
    email: string,
    change: (claim: EmailClaim | undefined) => Decided<{ consumer: Consumer; claim: EmailClaim }, ConsumerEvent>,
    cause: Cause,
  ): Promise<PublicConsumer> {
    return this.writePath.update(
      [consumerOf(id), claimOf(email)],
      (_, given) => {
        const { state, events } = change(given);
        return { states: [state.consumer, state.claim], messages: events.map(messageOf), answer: shown(state.consumer) };
      },
      cause,
    );
  }

  update(id: string, change: (consumer: Consumer | undefined) => Decided<Consumer, ConsumerEvent>, cause: Cause): Promise<PublicConsumer> {
    return this.writePath.update(
      [consumerOf(id)],
      (consumer) => {
        const { state, events } = change(consumer);
        return { states: [state], messages: events.map(messageOf), answer: shown(state) };
      },
      cause,
    );
  }

  answer(id: string, judge: (consumer: Consumer | undefined) => Verification, cause: Cause): Promise<void> {
    return this.writePath.update(
      [{ ...consumerOf(id), readOnly: true }],
      (consumer) => ({ messages: [messageOf(judge(consumer))] }),
      cause,
    );
  }
}
