import { Refusal } from '@ftgo/refusals';
import { Injectable } from '@nestjs/common';
import { GetConsumer } from '../../consumer/application/index.ts';
import { AddressBook, type Addressee } from '../application/ports/address-book.ts';

/** Asks the consumer module, which owns the addresses: no event carries one, and none is kept here. */
@Injectable()
export class ConsumerAddressBook extends AddressBook {
  constructor(private readonly getConsumer: GetConsumer) {
    super();
  }

  async find(consumerId: string): Promise<Addressee | undefined> {
    try {
      const { name, email } = await this.getConsumer.execute(consumerId);
      return { name, email };
    } catch (error) {
      if (error instanceof Refusal) return undefined;
      throw error;
    }
  }
}
