import type { Random } from './random.ts';

/** What is done about an order that was accepted: by its consumer, or by the restaurant's staff. */
export const acts = ['cancel', 'revise', 'accept', 'reject', 'preparing', 'ready'] as const;
export type Act = (typeof acts)[number];

export interface PlannedAct {
  readonly act: Act;
  /** Milliseconds after the answer to the one before, and at first to the order itself. */
  readonly after: number;
  /** Of a revision: how many of the dish there shall be. */
  readonly quantity: number;
}

/** What it may be refused with: what is done about an order and what becomes of it by itself meet in any order. */
export const mayBeRefusedWith: Readonly<Record<Act, readonly string[]>> = {
  cancel: ['CANCEL_UNDER_WAY', 'REVISION_UNDER_WAY'],
  revise: ['ORDER_NOT_APPROVED_YET', 'ORDER_IS_FINAL', 'CANCEL_UNDER_WAY', 'REVISION_UNDER_WAY'],
  // A promise that a busy machine hears of when its time has passed.
  accept: ['TICKET_NOT_FOUND', 'WRONG_TICKET_STATE', 'TICKET_LOCKED', 'READY_BY_OUT_OF_RANGE'],
  reject: ['TICKET_NOT_FOUND', 'WRONG_TICKET_STATE', 'TICKET_LOCKED'],
  preparing: ['TICKET_NOT_FOUND', 'WRONG_TICKET_STATE', 'TICKET_LOCKED'],
  ready: ['TICKET_NOT_FOUND', 'WRONG_TICKET_STATE', 'TICKET_LOCKED'],
};

/** Before most orders are approved, or long after. */
const SOON = [0, 2_500] as const;
const BETWEEN = [0, 800] as const;
/** Before a courier is asked, while they are, on their way to the restaurant or away from it. */
const ON_THE_WAY = [0, 6_000] as const;
const MORE_THAN_ANYBODY_CAN_PAY = 100;

type Plan = (random: Random) => readonly PlannedAct[];

const plan = (random: Random, act: Act, [least, most]: readonly [number, number]): PlannedAct => ({
  act,
  after: random.between(least, most),
  quantity: random.between(1, 4),
});

export const cancelling: Plan = (random) => [plan(random, 'cancel', SOON)];
export const revising: Plan = (random) => [plan(random, 'revise', SOON)];
export const revisingByMuch: Plan = (random) => [{ ...plan(random, 'revise', SOON), quantity: MORE_THAN_ANYBODY_CAN_PAY }];
export const turningAway: Plan = (random) => [plan(random, 'reject', SOON)];
export const bringing: Plan = (random) => [plan(random, 'accept', SOON), plan(random, 'preparing', BETWEEN), plan(random, 'ready', BETWEEN)];
export const cancellingOnTheWay: Plan = (random) => [plan(random, 'accept', SOON), plan(random, 'cancel', ON_THE_WAY)];

export const anything: Plan = (random) => {
  const first = plan(random, random.oneOf(acts), SOON);
  return [first, ...Array.from({ length: random.between(1, 4) }, () => plan(random, random.oneOf(acts), BETWEEN))];
};
