import { Injectable } from '@nestjs/common';
import type { KafkaContext } from '@nestjs/microservices';
import { Prisma } from '../generated/prisma/client.ts';
import { PrismaService, type Transaction } from '../persistence/prisma.service.ts';

export interface Envelope {
  readonly id: string;
  readonly type: string;
  readonly correlationId: string;
}

/** What Nest's parser has made of the message's headers. */
export const envelopeOf = (context: KafkaContext): Envelope => context.getMessage().headers as unknown as Envelope;

const UNIQUE_VIOLATION = 'P2002';

/** "Idempotent consumer" (Microservices Patterns, 3.3.6): the message's id is inserted by the transaction of its effect. */
@Injectable()
export class Inbox {
  constructor(private readonly prisma: PrismaService) {}

  async once({ id }: Envelope, effect: (tx: Transaction) => Promise<void>): Promise<void> {
    try {
      await this.prisma.$transaction(async (tx) => {
        await tx.inbox.create({ data: { messageId: id } });
        await effect(tx);
      });
    } catch (error) {
      const isRepeated = error instanceof Prisma.PrismaClientKnownRequestError && error.code === UNIQUE_VIOLATION;
      if (!isRepeated) throw error;
    }
  }
}
