// Every message must be published once written, in order, and have its effect once with each who hears it.
import { databaseServices } from '../../infra/databases.ts';
import type { Evidence, Message, OutboxRow } from './evidence.ts';
import { type Rule, byId, rule } from './rule.ts';

const everyOutboxRowIsPublished = rule('lost', 'every message that was written is published', ({ outbox, published }) => {
  const sent = new Set(published.map(({ id }) => id));
  return outbox.filter(({ id }) => !sent.has(id)).map((row) => ({ says: `${named(row)} is in the outbox of ${row.service} and in no topic`, orderId: row.key }));
});

const nothingElseIsPublished = rule('wrong', 'only what was written is published', ({ outbox, published }) => {
  if (outbox.length === 0) return [];
  const written = new Set(outbox.map(({ id }) => id));
  return published
    .filter(({ id, channel }) => !written.has(id) && channel !== 'ftgo.dead-letters')
    .map(({ id, type, channel, partition, offset }) => ({ says: `${type} ${id} at ${channel}/${partition}/${offset} is in no outbox` }));
});

const messagesOfAKeyShareAPartition = rule('out of order', 'the messages of a key lie in one partition', ({ published }) =>
  [...Map.groupBy(published, ({ channel, key }) => `${channel} ${key}`).values()].flatMap((records) => {
    const used = new Set(records.map(({ partition }) => partition));
    const { channel, key } = records[0]!;
    return used.size === 1 ? [] : [{ says: `its messages lie in the partitions ${[...used].join(', ')} of ${channel}`, orderId: key }];
  }),
);

const messagesOfAKeyAreInOrder = rule('out of order', 'the messages of a key are published in the order in which they were written', ({ outbox, published }) => {
  const written = byId(outbox);
  const place = new Map(outbox.map(({ id }, index) => [id, index]));
  const last = new Map<string, OutboxRow>();
  const seen = new Set<string>();
  return published.flatMap(({ id, partition, offset }) => {
    const row = written.get(id);
    // Sent again: a relay that died before it had confirmed. What counts is when it was there first.
    if (!row || seen.has(id)) return [];
    seen.add(id);
    // Several services may answer on one channel, and several couriers about one order: between theirs there is no order.
    const line = `${row.service} ${row.answerer ?? ''} ${row.channel}/${partition} ${row.key}`;
    const before = last.get(line);
    last.set(line, row);
    if (!before || place.get(before.id)! < place.get(id)!) return [];
    return [{ says: `${named(row)} was written before ${named(before)} and lies behind it, at ${row.channel}/${partition}/${offset}`, orderId: row.key }];
  });
});

/** One decision may be told in two sentences: a revision is refused, and the order is cancelled. */
const isASentence = (type: string): boolean => type.includes('NotifyConsumer');

const noEffectTwice = rule('doubled', 'a message has its effect once', (evidence) =>
  repeats(messagesOf(evidence), ({ channel, type, key, cause }) => cause && !isASentence(type) && `${channel} ${type} ${key} ${cause}`).map(([{ type, key, cause }, count]) => ({
    says: `message ${cause} had its effect ${count} times: ${type}`,
    orderId: key,
  })),
);

/** What may come to pass again and again in the life of an order. */
const REPEATABLE: readonly string[] = ['AuthorizationRevised', 'NotifyConsumer', 'DeliveryOffered', 'OfferAccepted', 'OfferDeclined', 'OfferClosed', 'DeliveryScheduled', 'DeliveryUnscheduled'];

/** Of an order, that is; other aggregates may be changed as often as anyone likes. What belongs to a saga happens once in each. */
const noEventOfAnOrderTwice = rule('doubled', 'nothing happens to an order twice', (evidence) => {
  const there = new Set(evidence.orders.map(({ id }) => id));
  const happenings = messagesOf(evidence).filter(({ type }) => !REPEATABLE.some((name) => type.includes(name)));
  return repeats(happenings, ({ type, key, saga }) => there.has(key) && `${type} ${key} ${placeIn(saga)}`).map(([{ type, key }, count]) => ({
    says: `${type} was written ${count} times`,
    orderId: key,
  }));
});

const everyMessageIsHandled = rule('lost', 'who hears messages of a type hears each of them', ({ inbox, published, deadLetters }) => {
  const sent = byId(published);
  const typeOf = (id: string): string | undefined => sent.get(id)?.type;
  const ofType = Map.groupBy(sent.keys(), typeOf);
  const setAside = new Set(deadLetters.map(({ message }) => message));
  const hearings = Map.groupBy(inbox, ({ service, subscriber, message }) => `${subscriber} of ${service} hears ${typeOf(message)}`);
  return [...hearings.values()].flatMap((heard) => {
    const { service, subscriber, message } = heard[0]!;
    const type = typeOf(message);
    const handled = new Set(heard.map(({ message: id }) => id));
    // Of a message in no topic another rule tells.
    return (type === undefined ? [] : (ofType.get(type) ?? []))
      .filter((id) => !handled.has(id) && !setAside.has(id))
      .map((id) => ({ says: `${type} ${id} was never handled by the subscriber ${subscriber} of ${service}`, orderId: sent.get(id)?.key }));
  });
});

const onlyWhatWasPublishedIsHandled = rule('wrong', 'only what was published is handled', ({ inbox, published }) => {
  const sent = new Set(published.map(({ id }) => id));
  return inbox
    .filter(({ message }) => !sent.has(message))
    .map(({ service, subscriber, message }) => ({ says: `the subscriber ${subscriber} of ${service} handled ${message}, which is in no topic` }));
});

const everySubscriberRemembers = rule('wrong', 'every service remembers what it has handled', ({ inbox }) => {
  const remember = new Set(inbox.map(({ service }) => service));
  return databaseServices.filter((service) => !remember.has(service)).map((service) => ({ says: `the inbox of ${service} is empty` }));
});

const noDeadLetters = rule('stuck', 'there are no dead letters', ({ deadLetters }) =>
  deadLetters.map(({ service, subscriber, key, message, error }) => ({
    says: `the subscriber ${subscriber} of ${service} set ${message} aside${error ? ` (${error})` : ', behind another'}`,
    orderId: key,
  })),
);

const nothingLags = rule('stuck', 'every group has read its topics to the end', ({ lags }) =>
  lags.map(({ group, partition, behind }) => ({ says: `${group} is ${behind} behind in ${partition}` })),
);

export const messageRules: readonly Rule[] = [
  everyOutboxRowIsPublished,
  nothingElseIsPublished,
  messagesOfAKeyShareAPartition,
  messagesOfAKeyAreInOrder,
  noEffectTwice,
  noEventOfAnOrderTwice,
  everyMessageIsHandled,
  onlyWhatWasPublishedIsHandled,
  everySubscriberRemembers,
  noDeadLetters,
  nothingLags,
];

const placeIn = (saga: Message['saga']): string => (saga ? [saga.id, saga.step, saga.attempt].join(' ') : '');
const named = ({ type, id }: Message): string => `${type} ${id}`;
/** Each message once, wherever it was seen. */
const messagesOf = ({ outbox, published }: Evidence): Message[] => [...byId<Message>([...published, ...outbox]).values()];

/** What stands there more than once, and how often. */
function repeats(rows: readonly Message[], identity: (row: Message) => string | false | null): [Message, number][] {
  const counted = new Map<string, [Message, number]>();
  for (const row of rows) {
    const id = identity(row);
    if (!id) continue;
    const found = counted.get(id);
    if (found) found[1] += 1;
    else counted.set(id, [row, 1]);
  }
  return [...counted.values()].filter(([, count]) => count > 1);
}
