import { describe, expect, it } from '@jest/globals';
import { ticketMessage } from './ticket-messages.ts';

const ids = { orderId: 'the order', restaurantId: 'the restaurant' };

describe('what is told of a ticket', () => {
  it.each(['TicketCreated', 'TicketConfirmed', 'TicketCancelled'] as const)('%s', (type) => {
    const { channel, key, type: told, body } = ticketMessage({ type, ...ids });
    expect({ channel, key, told }).toEqual({ channel: 'ftgo.ticket.events', key: 'the order', told: `ftgo.ticket.${type}.v1` });
    expect(body).toEqual(ids);
  });

  it('TicketCreationFailed, with the reason', () => {
    const refusal = { reason: 'PRICE_CHANGED', detail: 'The price has changed.' } as const;
    const { type, body } = ticketMessage({ type: 'TicketCreationFailed', ...ids, ...refusal });
    expect(type).toBe('ftgo.ticket.TicketCreationFailed.v1');
    expect(body).toEqual({ ...ids, ...refusal });
  });
});
