import { describe, expect, it } from '@jest/globals';
import { ticketMessage } from './ticket-messages.ts';

const ids = { orderId: 'the order', restaurantId: 'the restaurant' };

describe('what is told of a ticket', () => {
  it.each(['TicketCreated', 'TicketConfirmed', 'TicketPreparationStarted', 'TicketReadyForPickup', 'TicketPickedUp', 'TicketCancelled'] as const)('%s', (type) => {
    const { channel, key, type: told, body } = ticketMessage({ type, ...ids });
    expect({ channel, key, told }).toEqual({ channel: 'ftgo.ticket.events', key: 'the order', told: `ftgo.ticket.${type}.v1` });
    expect(body).toEqual(ids);
  });

  it('TicketAccepted, with the time that is promised', () => {
    const readyBy = new Date('2026-11-24T02:30:00Z');
    const { type, body } = ticketMessage({ type: 'TicketAccepted', ...ids, readyBy });
    expect({ type, body }).toEqual({ type: 'ftgo.ticket.TicketAccepted.v1', body: { ...ids, readyBy } });
  });

  it('TicketRejected, with the reason', () => {
    const { type, body } = ticketMessage({ type: 'TicketRejected', ...ids, reason: 'Out of rice.' });
    expect({ type, body }).toEqual({ type: 'ftgo.ticket.TicketRejected.v1', body: { ...ids, reason: 'Out of rice.' } });
  });

  it('TicketCreationFailed, with the reason', () => {
    const refusal = { reason: 'PRICE_CHANGED', detail: 'The price has changed.' } as const;
    const { type, body } = ticketMessage({ type: 'TicketCreationFailed', ...ids, ...refusal });
    expect(type).toBe('ftgo.ticket.TicketCreationFailed.v1');
    expect(body).toEqual({ ...ids, ...refusal });
  });
});
