// Sagas must end once, and decide each of their steps once.
import { type Rule, rule } from './rule.ts';

/** What a step is refused with that its saga has taken back, whatever it came to before. */
const TAKEN_BACK = 'STEP_UNDONE';

/** How what an order's saga began may end; a cancelled order is told of without its saga. */
const ENDS_OF: Readonly<Record<string, readonly string[]>> = {
  OrderCancelRequested: ['OrderCancelRefused'],
  OrderRevisionRequested: ['OrderRevised', 'OrderRevisionRefused'],
};

const aStepIsDecidedOnce = rule('doubled', 'a step of a saga is decided once', ({ outbox }) => {
  const replies = outbox.filter(({ channel, saga }) => channel.endsWith('.replies') && saga?.step && saga.code !== TAKEN_BACK);
  return [...Map.groupBy(replies, ({ saga }) => `${saga!.id} ${saga!.step}`).values()].flatMap((told) => {
    const outcomes = [...new Set(told.map(({ saga }) => saga!.code ?? 'done'))];
    const { key, saga } = told[0]!;
    return outcomes.length === 1 ? [] : [{ says: `${saga!.step} of saga ${saga!.id} was ${outcomes.join(' and ')}`, orderId: key }];
  });
});

const everySagaEndsOnce = rule('stuck', 'every saga ends, as it was asked for or as it was refused', ({ outbox }) => {
  const sagas = Map.groupBy(outbox.filter(({ service, saga }) => service === 'order' && saga), ({ saga }) => saga!.id);
  return [...sagas.values()].flatMap((messages) => {
    const has = (name: string): boolean => messages.some(({ type }) => type.includes(name));
    const { key, saga } = messages[0]!;
    const ends = Object.entries(ENDS_OF).flatMap(([begun, ended]) => (has(begun) ? [ended.filter(has)] : [])).flat();
    const wasCancelled = has('OrderCancelRequested') && ends.length === 0 && outbox.some(({ type, key: id }) => id === key && type.includes('OrderCancelled'));
    return ends.length === 1 || wasCancelled ? [] : [{ says: `saga ${saga!.id} has ${ends.length === 0 ? 'no end' : ends.join(' and ')}`, orderId: key }];
  });
});

export const sagaRules: readonly Rule[] = [
  aStepIsDecidedOnce,
  everySagaEndsOnce,
];
