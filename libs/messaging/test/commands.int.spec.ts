import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MessageType } from '@ftgo/envelope';
import type { SagaStep } from '@ftgo/saga-api';
import { eventually } from '@ftgo/testing';
import { Controller, type Type } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { MessageContext, OnCommand } from '../src/index.ts';
import { testService } from '../src/subscribers/test-service.mother.ts';
import { Bookings, type Command, type Participant, Traveller, aStep, undoing } from './bookings.mother.ts';

let bookings: Bookings;
let participant: Participant;
// One for all: each test has seats of its own.
beforeAll(async () => {
  bookings = await Bookings.open();
  participant = await bookings.start();
});
afterAll(() => bookings.close());

/** Sends a command and waits until it was handled. */
async function command(type: MessageType<Command>, key: string, saga: SagaStep | undefined, id: string = randomUUID()): Promise<string> {
  const replyTo = bookings.channels.replies.StepDone.channel;
  await participant.service.send(type, key, { saga }, { id, replyTo, correlationId: 'correlation-1' });
  await isHandled(id);
  return id;
}
const isHandled = (id: string) =>
  eventually(async () =>
    expect(await bookings.db.query('select 1 from inbox where message_id = $1 union all select 1 from dead_letters where message_id = $1', [id])).toHaveLength(1),
  );
const hold = (key: string, saga: SagaStep | undefined, id?: string) => command(bookings.channels.commands.Hold, key, saga, id);
const undoHold = (key: string, saga: SagaStep) => command(bookings.channels.commands.UndoHold, key, saga);
const attempts = async (key: string) => (await bookings.repliesTo(key)).map(({ type, body }) => [type, body.saga!.attempt]);

describe('a command', () => {
  it('changes the state and is answered in one commit', async () => {
    const key = await bookings.booking('FREE');
    const saga = aStep();
    const id = await hold(key, saga);
    expect(await bookings.stateOf(key)).toEqual({ state: 'HELD', holds: 1 });
    const [reply, ...others] = await bookings.repliesTo(key);
    expect(others).toEqual([]);
    expect(reply).toMatchObject({ type: 'StepDone', body: { saga: { sagaId: saga.sagaId, step: 'HOLD', attempt: 1 } }, causation_id: id, correlation_id: 'correlation-1' });
    const [commit] = await bookings.db.query('select xmin::text as commit from bookings where id = $1', [key]);
    expect(commit).toEqual({ commit: reply!.commit });
  });

  it('that is refused changes nothing, and the reply has the code and the sentence; it is no fault', async () => {
    const key = await bookings.booking('SOLD');
    await hold(key, aStep());
    expect(await bookings.stateOf(key)).toEqual({ state: 'SOLD', holds: 0 });
    expect(await bookings.repliesTo(key)).toMatchObject([{ type: 'StepRefused', body: { code: 'BOOKING_SOLD', detail: 'The seat is sold.' } }]);
    expect(await bookings.deadLetters(key)).toEqual([]);
  });

  it('that comes twice as the same message has its effect and its reply once', async () => {
    const key = await bookings.booking('FREE');
    const saga = aStep();
    const id = await hold(key, saga);
    await hold(key, saga, id);
    // Of the same key, so that it is handled after the copy.
    await hold(key, { ...saga, attempt: 2 });
    expect(await bookings.stateOf(key)).toEqual({ state: 'HELD', holds: 1 });
    expect(await attempts(key)).toEqual([['StepDone', 1], ['StepDone', 2]]);
  });

  it('that a bug keeps from being carried out is parked, and nobody is answered', async () => {
    const key = await bookings.booking('HELD');
    await hold(key, aStep());
    expect(await bookings.deadLetters(key)).toMatchObject([{ error_class: 'TypeError' }]);
    expect(await bookings.repliesTo(key)).toEqual([]);
  });

  it('that does not say which step of which saga it is cannot be answered and is parked', async () => {
    const key = await bookings.booking('FREE');
    await hold(key, undefined);
    expect(await bookings.deadLetters(key)).toMatchObject([{ error_class: 'UndecodableBody' }]);
    expect(await bookings.stateOf(key)).toEqual({ state: 'FREE', holds: 0 });
  });

  it('belongs to one subscriber', async () => {
    const { Hold } = bookings.channels.commands;
    @Controller()
    class Two {
      @OnCommand('one', Hold)
      async one(@Payload() _: Command, @Ctx() __: MessageContext): Promise<void> {}
      @OnCommand('other', Hold)
      async other(@Payload() _: Command, @Ctx() __: MessageContext): Promise<void> {}
    }
    await expect(testService([Two as Type])).rejects.toThrow('both one and other would carry it out');
  });
});

describe('a step that is asked for again', () => {
  it.each([
    ['done', 'FREE', 'StepDone', { state: 'HELD', holds: 1 }],
    ['refused', 'SOLD', 'StepRefused', { state: 'SOLD', holds: 0 }],
  ] as const)('after it was %s is told the same, for the attempt that asked, and changes nothing', async (_, state, type, left) => {
    const key = await bookings.booking(state);
    const saga = aStep();
    await hold(key, saga);
    await hold(key, { ...saga, attempt: 2 });
    expect(await attempts(key)).toEqual([[type, 1], [type, 2]]);
    expect(await bookings.stateOf(key)).toEqual(left);
  });

  it('after it was refused is refused also where it would succeed by now: the saga may have believed the first reply', async () => {
    const key = await bookings.booking('SOLD');
    const saga = aStep();
    await hold(key, saga);
    await bookings.put(key, 'FREE');
    await hold(key, { ...saga, attempt: 2 });
    expect((await bookings.repliesTo(key)).map(({ type }) => type)).toEqual(['StepRefused', 'StepRefused']);
    expect(await bookings.stateOf(key)).toMatchObject({ state: 'FREE' });
  });

  it('after it could not be decided yet is decided now', async () => {
    const key = randomUUID();
    const saga = aStep();
    await hold(key, saga);
    expect(await bookings.repliesTo(key)).toEqual([]);
    await bookings.put(key, 'FREE');
    await hold(key, { ...saga, attempt: 2 });
    expect(await bookings.repliesTo(key)).toMatchObject([{ type: 'StepDone', body: { saga: { attempt: 2 } } }]);
    expect(await bookings.deadLetters(key)).toEqual([]);
  });

  it('by another saga is another step', async () => {
    const key = await bookings.booking('FREE');
    const first = aStep();
    await hold(key, first);
    await undoHold(key, undoing(first));
    await hold(key, aStep());
    expect(await bookings.stateOf(key)).toEqual({ state: 'HELD', holds: 2 });
  });
});

describe('a step that is taken back', () => {
  it('is undone', async () => {
    const key = await bookings.booking('FREE');
    const saga = aStep();
    await hold(key, saga);
    await undoHold(key, undoing(saga));
    expect(await bookings.stateOf(key)).toEqual({ state: 'FREE', holds: 1 });
    expect((await bookings.repliesTo(key)).map(({ type }) => type)).toEqual(['StepDone', 'StepDone']);
  });

  it('stays undone, though another attempt at it comes late', async () => {
    const key = await bookings.booking('FREE');
    const saga = aStep();
    await hold(key, saga);
    await undoHold(key, undoing(saga));
    await hold(key, { ...saga, attempt: 2 });
    expect(await bookings.stateOf(key)).toEqual({ state: 'FREE', holds: 1 });
    expect((await bookings.repliesTo(key)).at(-1)).toMatchObject({ type: 'StepRefused', body: { code: 'STEP_UNDONE' } });
  });

  it('before it arrives is refused when it does, and there was nothing to undo', async () => {
    const key = await bookings.booking('FREE');
    const saga = aStep();
    await undoHold(key, undoing(saga));
    await hold(key, saga);
    expect(await bookings.stateOf(key)).toEqual({ state: 'FREE', holds: 0 });
    expect((await bookings.repliesTo(key)).map(({ type, body }) => body.code ?? type)).toEqual(['StepDone', 'STEP_UNDONE']);
  });

  it('after it was refused leaves everything as it is', async () => {
    const key = await bookings.booking('SOLD');
    const saga = aStep();
    await hold(key, saga);
    await undoHold(key, undoing(saga));
    expect(await bookings.stateOf(key)).toMatchObject({ state: 'SOLD' });
    expect(await bookings.deadLetters(key)).toEqual([]);
    expect((await bookings.repliesTo(key)).map(({ type }) => type)).toEqual(['StepRefused', 'StepDone']);
  });
});

describe('a participant that dies between its commit and the commit of its position', () => {
  it('has replied, and its successor neither repeats the effect nor the reply', async () => {
    const key = await bookings.booking('FREE');
    participant.database.dieAfterTheNextCommit();
    const saga = aStep();
    await hold(key, saga);
    await eventually(() => expect(participant.database.isDead).toBe(true));
    const [first] = await bookings.repliesTo(key);
    participant.database.bury();
    await participant.service.close();
    participant = await bookings.start();
    await hold(key, { ...saga, attempt: 2 });
    expect(await bookings.stateOf(key)).toEqual({ state: 'HELD', holds: 1 });
    expect(await attempts(key)).toEqual([['StepDone', 1], ['StepDone', 2]]);
    expect((await bookings.repliesTo(key))[0]).toEqual(first);
  });
});

describe('who has commanded', () => {
  let traveller: Traveller;
  beforeEach(async () => {
    traveller = new Traveller(bookings.channels, bookings.db);
    await traveller.start();
  });
  afterEach(() => traveller.service.close());

  /** Commands, and the replies to this key, all there are, come to the traveller. */
  const asks = async (id: string, saga: SagaStep) => {
    await traveller.awaits(id, saga);
    await hold(id, saga);
    await bookings.carry(id, participant);
  };
  const comesLate = async (id: string, saga: SagaStep) => {
    const late = randomUUID();
    await traveller.service.send(bookings.channels.replies.StepDone, id, { saga }, { id: late });
    await isHandled(late);
  };

  it('hears what came of it', async () => {
    const [free, sold] = [await bookings.booking('FREE'), await bookings.booking('SOLD')];
    for (const id of [free, sold]) await asks(id, aStep());
    await eventually(async () => expect([await traveller.heard(free), await traveller.heard(sold)]).toEqual([['done'], ['BOOKING_SOLD']]));
  });

  it('takes the reply to a step once, though it asked twice, was told twice, and hears one of the replies again', async () => {
    const id = await bookings.booking('FREE');
    const saga = aStep();
    await hold(id, saga);
    await asks(id, { ...saga, attempt: 2 });
    await eventually(async () => expect(await traveller.heard(id)).toEqual(['done']));
    await comesLate(id, saga);
    expect(await attempts(id)).toEqual([['StepDone', 1], ['StepDone', 2]]);
    expect(await traveller.heard(id)).toEqual(['done']);
  });

  it('does not take a late reply to one step for the reply to the next', async () => {
    const id = await bookings.booking('SOLD');
    const first = aStep();
    await asks(id, first);
    await eventually(async () => expect(await traveller.heard(id)).toEqual(['BOOKING_SOLD']));
    await traveller.awaits(id, aStep());
    await comesLate(id, first);
    expect(await traveller.heard(id)).toEqual(['BOOKING_SOLD']);
  });
});
