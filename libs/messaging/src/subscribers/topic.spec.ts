import { describe, expect, it } from '@jest/globals';
import { matcherOf } from './topic.ts';

describe('a pattern of types', () => {
  it.each([
    ['ftgo.ticket.TicketAccepted.v1', 'ftgo.ticket.TicketAccepted.v1', true],
    ['ftgo.ticket.*.v1', 'ftgo.ticket.TicketAccepted.v1', true],
    ['ftgo.ticket.*.v1', 'ftgo.ticket.TicketOfTomorrow.v1', true],
    ['ftgo.ticket.*.v1', 'ftgo.ticket.TicketAccepted.v2', false],
    ['ftgo.ticket.*', 'ftgo.ticket.TicketAccepted.v1', false],
    ['ftgo.ticket.#', 'ftgo.ticket.TicketAccepted.v1', true],
    ['ftgo.ticket.#', 'ftgo.ticket', true],
    ['ftgo.ticket.#', 'ftgo.tickets.Lost.v1', false],
    ['ftgo.#.v1', 'ftgo.order.OrderCreated.v1', true],
    ['ftgo.#.v1', 'ftgo.v1', true],
    ['ftgo.#.v1', 'ftgo.order.OrderCreated.v2', false],
    ['*.*.OrderCreated.*', 'ftgo.order.OrderCreated.v1', true],
    ['#', 'anything.at.all', true],
    ['#', '', true],
    ['ftgo.ticket', 'ftgoXticket', false],
  ])('%s: %s? %s', (pattern, type, expected) => expect(matcherOf(pattern)(type)).toBe(expected));

  it.each(['', 'ftgo..x', 'ftgo.Order*', '/ftgo/'])('cannot be "%s"', (pattern) => expect(() => matcherOf(pattern)).toThrow('is no pattern'));
});
