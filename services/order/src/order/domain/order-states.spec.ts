import { describe, expect, it } from '@jest/globals';
import { Refusal } from '@ftgo/refusals';
import { cancel, revise } from './change-wishes.ts';
import { hear } from './hear.ts';
import { type Changed, type Order, approve, reject } from './order.ts';
import { ajantasMenu, approved, beginning, cancelled, cancelling, delivered, moreNaan, pending, rejected, revising, SAGA, secondsLater } from './order.mother.ts';
import { fallDue, stepDone, stepRefused } from './order-saga.ts';

const states = { PENDING: pending, APPROVED: approved, CANCELLING: cancelling, REVISING: revising, REJECTED: rejected, CANCELLED: cancelled, DELIVERED: delivered };
const no = { reason: 'CREDIT_LIMIT_EXCEEDED', detail: 'The limit is 10.00 USD' };
const soon = secondsLater(1);
const later = secondsLater(1_000);
const stepOf = (step: string) => ({ sagaId: SAGA, step, attempt: 1 });

const messages: Record<string, (order: Order | undefined) => Changed> = {
  AccountAuthorized: approve,
  'any …Failed': (order) => reject(order, no),
  'creation deadline': (order) => (order?.state === 'APPROVAL_PENDING' ? fallDue(order, later) : fallDue(order, soon)),
  TicketRejected: (order) => hear(order, { type: 'TicketRejected', detail: 'No naan.' }),
  DeliveryFailed: (order) => hear(order, { type: 'DeliveryFailed', detail: 'Nobody is free.' }),
  DeliveryPickedUp: (order) => hear(order, { type: 'DeliveryPickedUp' }),
  DeliveryDelivered: (order) => hear(order, { type: 'DeliveryDelivered' }),
  'cancel it': (order) => cancel(order!, beginning),
  'revise it': (order) => revise(order!, moreNaan, ajantasMenu, beginning),
  'cancel: step done': (order) => stepDone(order, stepOf('BEGIN_CANCEL_TICKET'), soon),
  'cancel: step refused': (order) => stepRefused(order, stepOf('BEGIN_CANCEL_TICKET'), no, soon),
  'revise: step done': (order) => stepDone(order, stepOf('BEGIN_REVISE_TICKET'), soon),
  'revise: step refused': (order) => stepRefused(order, stepOf('BEGIN_REVISE_TICKET'), no, soon),
  'step deadline': (order) => (order?.state === 'APPROVAL_PENDING' ? fallDue(order, soon) : fallDue(order, later)),
};

// What each message makes of an order in each state: `=` nothing at all, `+` it is noted, `>` the saga takes a step, else the state
// that it is in then, or the code of the refusal.
const table = `
                     | PENDING                | APPROVED         | CANCELLING       | REVISING         | REJECTED       | CANCELLED      | DELIVERED
AccountAuthorized    | APPROVED               | =                | =                | =                | =              | =              | =
any …Failed          | REJECTED               | =                | =                | =                | =              | =              | =
creation deadline    | REJECTED               | =                | =                | =                | =              | =              | =
TicketRejected       | REJECTED               | CANCELLED        | +                | +                | =              | =              | =
DeliveryFailed       | =                      | CANCELLED        | +                | +                | =              | =              | =
DeliveryPickedUp     | =                      | =                | +                | +                | =              | =              | =
DeliveryDelivered    | =                      | DELIVERED        | +                | +                | =              | =              | =
cancel it            | REJECTED               | CANCEL_PENDING   | CANCEL_UNDER_WAY | REVISION_UNDER_WAY | =            | =              | =
revise it            | ORDER_NOT_APPROVED_YET | REVISION_PENDING | CANCEL_UNDER_WAY | REVISION_UNDER_WAY | ORDER_IS_FINAL | ORDER_IS_FINAL | ORDER_IS_FINAL
cancel: step done    | =                      | =                | >                | =                | =              | =              | =
cancel: step refused | =                      | =                | APPROVED         | =                | =              | =              | =
revise: step done    | =                      | =                | =                | >                | =              | =              | =
revise: step refused | =                      | =                | =                | APPROVED         | =              | =              | =
step deadline        | =                      | =                | >                | >                | =              | =              | =
`;

function effect(order: Order, send: (order: Order) => Changed): string {
  try {
    const { state, events } = send(order);
    if (state === order) return events.length === 0 ? '=' : 'events without a change';
    if (state!.state !== order.state) return state!.state;
    return events.length === 0 ? '+' : events.map(({ type }) => (type === 'StepAsked' ? '>' : type)).join();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

const [header, ...rows] = table.trimEnd().split('\n').slice(1).map((line) => line.split('|').map((cell) => cell.trim()));
const cells = rows.flatMap(([message, ...effects]) => effects.map((expected, i) => [message!, header![i + 1]!, expected] as const));

describe('every message in every state', () => {
  it.each(cells)('%s on %s: %s', (message, state, expected) => {
    expect(effect(states[state as keyof typeof states], messages[message]!)).toBe(expected);
  });

  it('is in the table', () => {
    expect(rows.map(([message]) => message)).toEqual(Object.keys(messages));
    expect(header!.slice(1)).toEqual(Object.keys(states));
  });

  it.each(Object.keys(messages).filter((message) => !message.endsWith(' it')))('%s on an order that does not exist changes nothing', (message) => {
    expect(messages[message]!(undefined)).toEqual({ state: undefined, events: [] });
  });
});
