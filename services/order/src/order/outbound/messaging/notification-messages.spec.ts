import { describe, expect, it } from '@jest/globals';
import { consumerCommands } from '@ftgo/consumer-api';
import { orderEvents } from '@ftgo/order-api';
import type { OrderEvent } from '../../domain/order-event.ts';
import { JANE, ORDER, approved, cancelling, pending, rejectedFor } from '../../domain/order.mother.ts';
import { messagesOf } from './notification-messages.ts';

const told = (type: string, order: object) => messagesOf({ type, order } as OrderEvent);

describe('the consumer', () => {
  it('is told of the approval by a command that wants no answer', () => {
    const [event, command, ...others] = told('OrderApproved', approved!);
    expect(event).toMatchObject({ type: orderEvents.OrderApproved.name });
    expect(command).toEqual(
      expect.objectContaining({
        channel: 'ftgo.consumer.commands',
        key: ORDER,
        type: consumerCommands.NotifyConsumer.name,
        body: { orderId: ORDER, consumerId: JANE, kind: 'ORDER_APPROVED', detail: '' },
      }),
    );
    expect(command).not.toHaveProperty('replyTo');
    expect(others).toEqual([]);
  });

  it('is told why an order was rejected', () => {
    expect(told('OrderRejected', rejectedFor('RESTAURANT_CLOSED'))[1]).toMatchObject({ body: { kind: 'ORDER_REJECTED', detail: 'because' } });
  });

  it('is told why their wish was refused', () => {
    const refusal = { reason: 'TICKET_IN_PREPARATION', detail: 'The kitchen has begun.' };
    const [, command] = messagesOf({ type: 'OrderCancelRefused', order: approved, saga: { ...cancelling.saga, step: undefined, refusal } } as OrderEvent);
    expect(command).toMatchObject({ body: { kind: 'CANCEL_REFUSED', detail: 'The kitchen has begun.' } });
  });

  it('is told nothing of an order that they have just placed', () => {
    expect(told('OrderCreated', pending).map(({ type }) => type)).toEqual([orderEvents.OrderCreated.name]);
  });
});
