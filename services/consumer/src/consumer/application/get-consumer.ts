import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import { ConsumerNotFound } from '../domain/consumer-refusals.ts';
import { ConsumerRepository, type PublicConsumer } from '../domain/consumer-repository.ts';

@Injectable()
export class GetConsumer {
  constructor(private readonly consumers: ConsumerRepository) {}

  /** @throws Refusal `CONSUMER_NOT_FOUND` */
  async execute(id: string): Promise<PublicConsumer> {
    const consumer = isUuid(id) ? await this.consumers.find(id) : undefined;
    if (!consumer) throw new ConsumerNotFound(id);
    return consumer;
  }
}
