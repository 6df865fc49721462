// What the lab's two other ways say to the participants: one step, one command or one call. The choreography says none of it.
import { type MessageCodec, messageTypes } from '@ftgo/envelope';
import { OrderEvents } from '@ftgo/order-api';
import type { SagaStep } from '@ftgo/saga-api';

/** In this order. The last one is what approves. */
export const steps = ['VERIFY_CONSUMER', 'CREATE_TICKET', 'AUTHORIZE_ACCOUNT'] as const;
export type Step = (typeof steps)[number];

/** The whole order, as everybody hears of it in the choreography. */
export type OrderToCheck = OrderEvents.OrderCreated;

export interface StepCommand {
  readonly saga: SagaStep | undefined;
  readonly order: OrderToCheck;
}

const codecOf = (name: string): MessageCodec<StepCommand> => {
  const toJSON = ({ saga, order }: StepCommand) => ({ saga, order: OrderEvents.OrderCreated.toJSON(order) });
  const fromJSON = (json: unknown): StepCommand => {
    const { saga, order } = json as { saga: SagaStep; order: unknown };
    return { saga, order: OrderEvents.OrderCreated.fromJSON(order) };
  };
  return {
    $type: `ftgo.lab.v1.${name}`,
    encode: (body) => ({ finish: () => Buffer.from(JSON.stringify(toJSON(body))) }),
    decode: (bytes) => fromJSON(JSON.parse(Buffer.from(bytes).toString())),
    fromJSON,
    toJSON,
  };
};

export const consumerSteps = messageTypes('ftgo.consumer.commands', {
  VerifyConsumer: codecOf('VerifyConsumer'),
  AuthorizeAccount: codecOf('AuthorizeAccount'),
});

export const kitchenSteps = messageTypes('ftgo.restaurant.commands', { CreateTicket: codecOf('CreateTicket') });
