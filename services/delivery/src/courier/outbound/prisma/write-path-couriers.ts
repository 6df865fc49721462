import { type Cause, type Decided, WritePath } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import type { Courier, Registered, SignIn } from '../../domain/courier.ts';
import type { CourierEvent } from '../../domain/courier-event.ts';
import { CourierRepository, type OfferAnswer } from '../../domain/courier-repository.ts';
import { answerMessage, courierMessage } from '../messaging/courier-messages.ts';
import { courierTable, signInId, signInTable } from './courier-tables.ts';

@Injectable()
export class WritePathCouriers extends CourierRepository {
  constructor(private readonly writePath: WritePath) {
    super();
  }

  register(id: string, email: string, change: (owner: SignIn | undefined) => Registered, cause: Cause): Promise<Courier> {
    return this.writePath.update(
      [
        { table: courierTable, id },
        { table: signInTable, id: signInId(email) },
      ],
      (_, owner) => {
        const { state, signIn, events } = change(owner);
        return { states: [state, signIn], messages: events.map(courierMessage), answer: state };
      },
      cause,
    );
  }

  update(id: string, change: (courier: Courier | undefined) => Decided<Courier, CourierEvent>, cause: Cause): Promise<Courier> {
    return this.writePath.update(
      [{ table: courierTable, id }],
      (courier) => {
        const { state, events } = change(courier);
        return { states: [state], messages: events.map(courierMessage), answer: state };
      },
      cause,
    );
  }

  answer(id: string, decide: (courier: Courier | undefined) => OfferAnswer, cause: Cause): Promise<OfferAnswer> {
    return this.writePath.update(
      [{ table: courierTable, id, readOnly: true }],
      (courier) => {
        const answer = decide(courier);
        return { messages: [answerMessage(answer)], answer };
      },
      cause,
    );
  }
}
