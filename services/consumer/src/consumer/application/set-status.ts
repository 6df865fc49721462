import type { RequestCause } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import { reactivate, suspend } from '../domain/consumer.ts';
import { ConsumerNotFound, UnknownStatus } from '../domain/consumer-refusals.ts';
import { ConsumerRepository, type PublicConsumer } from '../domain/consumer-repository.ts';

const TRANSITIONS = new Map([
  ['ACTIVE', reactivate],
  ['SUSPENDED', suspend],
]);

@Injectable()
export class SetStatus {
  constructor(private readonly consumers: ConsumerRepository) {}

  /** @throws Refusal `CONSUMER_NOT_FOUND`, `INVALID_STATUS`. */
  async execute(id: string, status: string, cause: RequestCause): Promise<PublicConsumer> {
    const transition = TRANSITIONS.get(status);
    if (!transition) throw new UnknownStatus();
    if (!isUuid(id)) throw new ConsumerNotFound(id);
    return this.consumers.update(id, (consumer) => transition(consumer, id), cause);
  }
}
