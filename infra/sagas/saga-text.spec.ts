import { describe, expect, it } from '@jest/globals';
import { type SagaInFull, sagaLine, sagaText } from './saga-text.ts';

const stuck: SagaInFull = {
  sagaId: 'saga-1',
  kind: 'CANCEL',
  state: 'RUNNING',
  requestedAt: '2026-11-21T12:00:00Z',
  step: 'REVERSE_AUTHORIZATION',
  attempt: 6,
  orderId: 'order-1',
  orderState: 'CANCEL_PENDING',
  participant: 'consumer',
  dueAt: '2026-11-21T12:04:00Z',
  stuck: { since: '2026-11-21T12:01:00Z', reason: 'PARTICIPANT_SILENT', detail: 'Nobody answers.' },
  mayBeCompensated: false,
  toUndo: [],
  facts: ['TicketRejected'],
  interventions: [{ sagaId: 'saga-1', action: 'RETRY', step: 'REVERSE_AUTHORIZATION', by: 'ops', at: '2026-11-21T12:02:00Z', reason: 'It is up again.' }],
};

it.each([
  ['2026-11-21T12:01:30Z', '90 s'],
  ['2026-11-21T12:30:00Z', '30 min'],
  ['2026-11-22T12:00:00Z', '24 h'],
])('a line of the list at %s says what waits for whom, since when, and why', (now, age) => {
  expect(sagaLine(stuck, Date.parse(now))).toBe(
    `saga-1  CANCEL of order-1  RUNNING  ${age.padStart(6)}  REVERSE_AUTHORIZATION of consumer, attempt 6  STUCK: Nobody answers.`,
  );
});

describe('a saga in full', () => {
  it.each(['order-1, CANCEL_PENDING', 'REVERSE_AUTHORIZATION of the consumer service, attempt 6', 'PARTICIPANT_SILENT', 'TicketRejected', 'retry, settle', 'ops RETRY REVERSE_AUTHORIZATION: It is up again.'])(
    'says %j',
    (part) => expect(sagaText(stuck)).toContain(part),
  );

  it('says what an operator may do before the pivot, and nothing where it is over', () => {
    expect(sagaText({ ...stuck, mayBeCompensated: true })).toContain('retry, compensate');
    const { step: _, stuck: __, ...over } = stuck;
    expect(sagaText({ ...over, state: 'DONE' })).not.toContain('an operator may');
  });

  it('tells which saga of the order an operator had in hand', () => {
    expect(sagaText({ ...stuck, interventions: [{ ...stuck.interventions[0]!, sagaId: 'saga-0' }] })).toContain('of saga saga-0');
  });
});
