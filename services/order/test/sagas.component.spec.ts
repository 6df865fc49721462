import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ServiceUnderTest } from '@ftgo/component-testing';
import { authorizationEvents, consumerCommands } from '@ftgo/consumer-api';
import { deliveryCommands, deliveryEvents } from '@ftgo/delivery-api';
import type { MessageType } from '@ftgo/envelope';
import { OrderGrpc, SagaGrpc, orderEvents, orderReplies } from '@ftgo/order-api';
import { restaurantCommands, restaurantEvents, ticketEvents } from '@ftgo/restaurant-api';
import type { SagaStep } from '@ftgo/saga-api';
import type { Caller } from '@ftgo/sign-in';
import { eventually } from '@ftgo/testing';
import { status } from '@grpc/grpc-js';
import { orderService } from '../src/order-service.module.ts';
import { janesAddress } from '../src/order/domain/order.mother.ts';
import { channels } from './channels.ts';

const restaurantId = randomUUID();
const menuItemId = randomUUID();
const jane: Caller = { id: randomUUID(), role: 'consumer' };
const eve: Caller = { id: randomUUID(), role: 'consumer' };
const { OrderServiceService: methods } = OrderGrpc;
const { BeginCancelTicket, UndoBeginCancelTicket, ConfirmCancelTicket, BeginReviseTicket, UndoBeginReviseTicket, ConfirmReviseTicket } = restaurantCommands;
const { BeginCancelDelivery, ConfirmCancelDelivery } = deliveryCommands;
const { ReverseAuthorization, ReviseAuthorization } = consumerCommands;
/** Longer than any test may take; see {@link nobodyAnswers}. */
const STEP_DEADLINE_SECONDS = 600;

let service: ServiceUnderTest;

const get = (orderId: string) => service.call(methods.getOrder, { orderId }, jane);
const cancel = (orderId: string, caller = jane, idempotencyKey = '') => service.call(methods.cancelOrder, { orderId, idempotencyKey }, caller);
const revise = (orderId: string, quantity = 3, caller = jane) =>
  service.call(methods.reviseOrder, { orderId, lineItems: [{ menuItemId, quantity }], idempotencyKey: '' }, caller);

const reaches = (orderId: string, state: string) =>
  eventually(async () => {
    const order = await get(orderId);
    expect(order.state).toBe(state);
    return order;
  });

const wish = { restaurantId, lineItems: [{ menuItemId, quantity: 2 }], deliveryAddress: janesAddress, deliveryTime: undefined, idempotencyKey: '' };

async function approvedOrder(): Promise<string> {
  const { orderId } = await service.call(methods.createOrder, wish, jane);
  await service.publish(authorizationEvents.AccountAuthorized, orderId, { orderId, accountId: jane.id, amount: undefined });
  await reaches(orderId, 'APPROVED');
  return orderId;
}

type Command = MessageType<{ saga: SagaStep | undefined; orderId: string }>;

/** The participant that gets the command does what it says. */
async function doneBy(orderId: string, command: Command): Promise<SagaStep> {
  const { saga } = await service.hears(command, orderId);
  await service.publish(orderReplies.StepDone, orderId, { saga });
  return saga!;
}

async function refusedBy(orderId: string, command: Command, code: string): Promise<void> {
  const { saga } = await service.hears(command, orderId);
  await service.publish(orderReplies.StepRefused, orderId, { saga, code, detail: 'because' });
}

/** Until the deadline of the step that is waited for. */
const nobodyAnswers = (orderId: string) =>
  service.database.query('update orders set due_at = now(), version = version + 1 where id = $1', [orderId]);

async function factsOf(orderId: string): Promise<unknown> {
  return (await service.database.query<{ facts: unknown }>(`select saga -> 'facts' as facts from orders where id = $1`, [orderId]))[0]!.facts;
}

beforeAll(async () => {
  const deadline = String(STEP_DEADLINE_SECONDS);
  const patience = { FTGO_STEP_DEADLINE_SECONDS: deadline, FTGO_STEP_DEADLINE_MOST_SECONDS: deadline, FTGO_STEP_ATTEMPTS: '2' };
  service = await ServiceUnderTest.start('order', orderService, channels, patience);
  const menu = [{ menuItemId, name: 'Naan', price: { amount: 350, currency: 'USD' } }];
  await service.publish(restaurantEvents.RestaurantMenuChanged, restaurantId, { restaurantId, version: 1, menu });
  await eventually(() => service.call(methods.createOrder, wish, jane));
});

afterAll(() => service?.stop());

describe('an approved order that its consumer cancels (S3, T3)', () => {
  it('is locked, and cancelled once everybody has agreed', async () => {
    const orderId = await approvedOrder();
    expect(await cancel(orderId)).toMatchObject({ state: 'CANCEL_PENDING', saga: { kind: 'CANCEL', state: 'RUNNING', step: 'BEGIN_CANCEL_TICKET', attempt: 1 } });
    for (const command of [BeginCancelTicket, BeginCancelDelivery, ReverseAuthorization, ConfirmCancelTicket, ConfirmCancelDelivery]) {
      await doneBy(orderId, command as Command);
    }
    expect(await reaches(orderId, 'CANCELLED')).toMatchObject({ reason: 'BY_CONSUMER', saga: { kind: 'CANCEL', state: 'DONE', step: '' } });
    expect(await service.hears(orderEvents.OrderCancelled, orderId)).toMatchObject({ reason: 'BY_CONSUMER', consumerId: jane.id });
    expect(await service.hears(ReverseAuthorization, orderId)).toMatchObject({ orderId, consumerId: jane.id });
  });

  it('is approved as before where the kitchen refuses, and tells why', async () => {
    const orderId = await approvedOrder();
    await cancel(orderId);
    await refusedBy(orderId, BeginCancelTicket, 'TICKET_IN_PREPARATION');
    expect(await reaches(orderId, 'APPROVED')).toMatchObject({ reason: '', saga: { state: 'REFUSED', reason: 'TICKET_IN_PREPARATION', detail: 'because' } });
    expect(await service.hears(orderEvents.OrderCancelRefused, orderId)).toMatchObject({ reason: 'TICKET_IN_PREPARATION' });
  });

  it('is approved as before where the courier has it already, and the ticket is let go', async () => {
    const orderId = await approvedOrder();
    await cancel(orderId);
    await doneBy(orderId, BeginCancelTicket as Command);
    await refusedBy(orderId, BeginCancelDelivery, 'DELIVERY_PICKED_UP');
    expect(await doneBy(orderId, UndoBeginCancelTicket as Command)).toMatchObject({ undoes: 'BEGIN_CANCEL_TICKET' });
    expect(await reaches(orderId, 'APPROVED')).toMatchObject({ saga: { state: 'REFUSED', reason: 'DELIVERY_PICKED_UP' } });
  });

  it('is asked for again where the kitchen is silent, and in the end undone', async () => {
    const orderId = await approvedOrder();
    await cancel(orderId);
    await nobodyAnswers(orderId);
    await eventually(async () => expect((await get(orderId)).saga).toMatchObject({ step: 'BEGIN_CANCEL_TICKET', attempt: 2 }));
    await nobodyAnswers(orderId);
    await doneBy(orderId, UndoBeginCancelTicket as Command);
    expect(await reaches(orderId, 'APPROVED')).toMatchObject({ saga: { state: 'REFUSED', reason: 'PARTICIPANT_SILENT' } });
  });

  it('is cancelled by the restaurant where that turned it away meanwhile and the cancel is refused', async () => {
    const orderId = await approvedOrder();
    await cancel(orderId);
    await service.publish(ticketEvents.TicketRejected, orderId, { orderId, restaurantId, reason: 'No naan.' });
    await refusedBy(orderId, BeginCancelTicket, 'TICKET_IN_PREPARATION');
    expect(await reaches(orderId, 'CANCELLED')).toMatchObject({ reason: 'BY_RESTAURANT', detail: 'No naan.' });
  });
});

describe('an approved order that couriers have', () => {
  const courier = { courierId: randomUUID() };

  it('ends at the door, and what is asked of it later changes nothing', async () => {
    const orderId = await approvedOrder();
    await service.publish(deliveryEvents.DeliveryDelivered, orderId, { orderId, ...courier, deliveredAt: new Date() });
    await reaches(orderId, 'DELIVERED');
    await service.hears(orderEvents.OrderDelivered, orderId);
    expect(await cancel(orderId)).toMatchObject({ state: 'DELIVERED' });
    await expect(revise(orderId)).rejects.toMatchObject({ code: status.FAILED_PRECONDITION });
  });

  it('is cancelled where nobody takes it', async () => {
    const orderId = await approvedOrder();
    await service.publish(deliveryEvents.DeliveryFailed, orderId, { orderId, reason: 'NO_COURIER', detail: 'Nobody is free.' });
    expect(await reaches(orderId, 'CANCELLED')).toMatchObject({ reason: 'NO_COURIER', detail: 'Nobody is free.' });
  });

  it('is not cancelled where it is picked up before the pivot', async () => {
    const orderId = await approvedOrder();
    await cancel(orderId);
    await service.publish(deliveryEvents.DeliveryPickedUp, orderId, { orderId, restaurantId, ...courier, pickedUpAt: new Date() });
    await eventually(async () => expect(await factsOf(orderId)).toEqual([{ type: 'DeliveryPickedUp' }]));
    await doneBy(orderId, BeginCancelTicket as Command);
    await doneBy(orderId, UndoBeginCancelTicket as Command);
    expect(await reaches(orderId, 'APPROVED')).toMatchObject({ saga: { state: 'REFUSED', reason: 'DELIVERY_PICKED_UP' } });
  });
});

describe('an approved order that its consumer revises', () => {
  it('has its new lines and total once everybody has agreed', async () => {
    const orderId = await approvedOrder();
    expect(await revise(orderId)).toMatchObject({ state: 'REVISION_PENDING', orderTotal: { amount: 700 }, saga: { kind: 'REVISE', orderTotal: { amount: 1050 } } });
    for (const command of [BeginReviseTicket, ReviseAuthorization, ConfirmReviseTicket]) await doneBy(orderId, command as Command);
    expect(await reaches(orderId, 'APPROVED')).toMatchObject({ lineItems: [{ quantity: 3 }], orderTotal: { amount: 1050 }, saga: { state: 'DONE' } });
    expect(await service.hears(ReviseAuthorization, orderId)).toMatchObject({ amount: { amount: 1050, currency: 'USD' } });
    expect(await service.hears(BeginReviseTicket, orderId)).toMatchObject({ lineItems: [{ menuItemId, quantity: 3 }] });
    expect(await service.hears(orderEvents.OrderRevised, orderId)).toMatchObject({ orderTotal: { amount: 1050 } });
  });

  it('stays as it was where that is beyond the limit', async () => {
    const orderId = await approvedOrder();
    await revise(orderId);
    await doneBy(orderId, BeginReviseTicket as Command);
    await refusedBy(orderId, ReviseAuthorization, 'CREDIT_LIMIT_EXCEEDED');
    await doneBy(orderId, UndoBeginReviseTicket as Command);
    const order = await reaches(orderId, 'APPROVED');
    expect(order).toMatchObject({ orderTotal: { amount: 700 }, saga: { state: 'REFUSED', reason: 'CREDIT_LIMIT_EXCEEDED', lineItems: [] } });
  });
});

describe('a wish', () => {
  it('is refused while another one is under way, and says which', async () => {
    const orderId = await approvedOrder();
    const key = randomUUID();
    const first = await cancel(orderId, jane, key);
    expect(await cancel(orderId, jane, key)).toEqual(first);
    await expect(cancel(orderId)).rejects.toMatchObject({ code: status.FAILED_PRECONDITION, details: expect.stringContaining('being cancelled') });
    await expect(revise(orderId)).rejects.toMatchObject({ code: status.FAILED_PRECONDITION, details: expect.stringContaining('being cancelled') });
  });

  it('is refused where the order is another’s, and where its lines are not valid', async () => {
    const orderId = await approvedOrder();
    await expect(cancel(orderId, eve)).rejects.toMatchObject({ code: status.NOT_FOUND });
    await expect(revise(orderId, 3, eve)).rejects.toMatchObject({ code: status.NOT_FOUND });
    await expect(revise(orderId, 101)).rejects.toMatchObject({ code: status.INVALID_ARGUMENT });
    expect(await get(orderId)).toMatchObject({ state: 'APPROVED', version: 2 });
  });
});

describe('a saga, for an operator (E8)', () => {
  const ops: Caller = { id: randomUUID(), role: 'operator' };
  const sagas = SagaGrpc.SagaOperationsService;
  const list = (all: boolean, orderId = '') => service.call(sagas.listSagas, { all, orderId, page: undefined }, ops);
  type Hand = typeof sagas.retrySaga | typeof sagas.compensateSaga | typeof sagas.settleSaga;

  /** A saga that waits for its pivot in vain. */
  async function stuckSaga(): Promise<{ sagaId: string; orderId: string }> {
    const orderId = await approvedOrder();
    const { sagaId } = (await cancel(orderId)).saga!;
    for (const command of [BeginCancelTicket, BeginCancelDelivery]) await doneBy(orderId, command as Command);
    for (const attempt of [1, 2]) {
      await eventually(async () => expect((await get(orderId)).saga).toMatchObject({ step: 'REVERSE_AUTHORIZATION', attempt }));
      await nobodyAnswers(orderId);
    }
    await eventually(async () => expect((await list(false, orderId)).sagas).toHaveLength(1));
    return { sagaId, orderId };
  }

  it('is in the list of all while it runs, and in that of the stuck ones once it cannot go on', async () => {
    const orderId = await approvedOrder();
    const { sagaId } = (await revise(orderId)).saga!;
    const other = await approvedOrder();
    await cancel(other);
    const { sagas: running } = await list(true, orderId);
    expect(running).toMatchObject([{ orderId, saga: { sagaId, kind: 'REVISE' }, participant: 'restaurant', mayBeCompensated: true }]);
    expect(running[0]!.dueAt!.getTime() - running[0]!.saga!.requestedAt!.getTime()).toBe(STEP_DEADLINE_SECONDS * 1_000);
    expect((await list(false, orderId)).sagas).toEqual([]);
    const first = await service.call(sagas.listSagas, { all: true, orderId: '', page: { limit: 1, after: '' } }, ops);
    const second = await service.call(sagas.listSagas, { all: true, orderId: '', page: { limit: 1, after: first.nextAfter } }, ops);
    expect(first.sagas[0]!.saga!.sagaId < second.sagas[0]!.saga!.sagaId).toBe(true);
  });

  it('that nobody answers from the pivot on is settled by hand, and who did it is kept', async () => {
    const { sagaId, orderId } = await stuckSaga();
    const stuck = await service.call(sagas.getSaga, { sagaId }, ops);
    expect(stuck).toMatchObject({ orderState: 'CANCEL_PENDING', participant: 'consumer', stuckReason: 'PARTICIPANT_SILENT', mayBeCompensated: false, interventions: [] });
    expect(stuck.stuckSince).toBeInstanceOf(Date);

    const act = (method: Hand, reason: string, idempotencyKey = '') => service.call(method, { sagaId, reason, idempotencyKey }, ops);
    await expect(act(sagas.compensateSaga, 'back?')).rejects.toMatchObject({ code: status.FAILED_PRECONDITION, details: expect.stringContaining('no way back') });
    await act(sagas.retrySaga, 'The database is up again.');
    const settled = await act(sagas.settleSaga, 'Reversed by hand.', 'settle-1');
    expect(settled).toMatchObject({ saga: { step: 'CONFIRM_CANCEL_TICKET' }, stuckSince: undefined });
    expect(await act(sagas.settleSaga, 'Reversed by hand.', 'settle-1')).toEqual(settled);
    expect((await service.call(sagas.getSaga, { sagaId }, ops)).interventions).toMatchObject([
      { sagaId, action: 'RETRY', step: 'REVERSE_AUTHORIZATION', by: ops.id, reason: 'The database is up again.' },
      { sagaId, action: 'SETTLE', step: 'REVERSE_AUTHORIZATION', by: ops.id, reason: 'Reversed by hand.' },
    ]);
    await doneBy(orderId, ConfirmCancelTicket as Command);
    await doneBy(orderId, ConfirmCancelDelivery as Command);
    await reaches(orderId, 'CANCELLED');
    expect(await service.call(sagas.getSaga, { sagaId }, ops)).toMatchObject({ saga: { state: 'DONE' }, interventions: [{}, {}] });
    await expect(act(sagas.retrySaga, 'Once more.')).rejects.toMatchObject({ code: status.FAILED_PRECONDITION });
  });

  it('is compensated before the pivot', async () => {
    const orderId = await approvedOrder();
    const { sagaId } = (await revise(orderId)).saga!;
    await service.call(sagas.compensateSaga, { sagaId, reason: 'They called.', idempotencyKey: '' }, ops);
    await doneBy(orderId, UndoBeginReviseTicket as Command);
    expect(await reaches(orderId, 'APPROVED')).toMatchObject({ saga: { state: 'REFUSED', reason: 'COMPENSATED_BY_OPERATOR', detail: 'They called.' } });
  });

  it('is an operator’s only, and theirs with a reason', async () => {
    const sagaId = randomUUID();
    const wish = { sagaId, reason: 'because', idempotencyKey: '' };
    for (const method of [sagas.retrySaga, sagas.compensateSaga, sagas.settleSaga]) {
      await expect(service.call(method, wish, jane)).rejects.toMatchObject({ code: status.PERMISSION_DENIED });
      await expect(service.call(method, wish, ops)).rejects.toMatchObject({ code: status.NOT_FOUND });
      await expect(service.call(method, { ...wish, reason: '' }, ops)).rejects.toMatchObject({ code: status.INVALID_ARGUMENT });
    }
    await expect(service.call(sagas.listSagas, { all: true, orderId: '', page: undefined }, jane)).rejects.toMatchObject({ code: status.PERMISSION_DENIED });
    await expect(service.call(sagas.getSaga, { sagaId }, jane)).rejects.toMatchObject({ code: status.PERMISSION_DENIED });
  });
});
