import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deliveryEvents } from '@ftgo/delivery-api';
import { eventually } from '@ftgo/testing';
import type { Row } from '../harness/row.ts';
import type { World } from '../harness/world.ts';
import { Ours } from '../systems/ours.ts';
import { recordOf, send } from '../systems/publish.ts';
import { ViewOperator } from '../systems/view-operator.ts';

const DELIVERIES = 10_000;
const EVENTS_OF_EACH = 10;
/** One every half minute for almost an hour, with seven answers each: 1,003 events in all. */
const OFFERS_IN_VAIN = 111;
const VIEW = 'courier-weeks';
const WITHIN_MS = 600_000;

const execute = promisify(execFile);

/** Runs the program that writes and reads deliveries as their service does. @returns what it printed */
async function pastDeliveries<T>(url: string, ...command: readonly string[]): Promise<T> {
  const flags = ['--experimental-transform-types', '--disable-warning=ExperimentalWarning'];
  const { stdout } = await execute(process.execPath, [...flags, join(import.meta.dirname, '..', 'systems', 'past-deliveries.ts'), url, ...command], { maxBuffer: 2 ** 24 });
  return JSON.parse(stdout) as T;
}

/** Says to the world what the deliveries' own service would have said, and waits until its view has heard it. */
async function tell(world: World, system: Ours, ids: readonly string[], operator: ViewOperator): Promise<void> {
  const { DeliveryDelivered } = deliveryEvents;
  const deliveredAt = new Date();
  await send(world.kafkaBrokers, system.channelPrefix + DeliveryDelivered.channel, ids.map((orderId) => recordOf(DeliveryDelivered, orderId, { orderId, courierId: randomUUID(), deliveredAt })));
  await operator.hasRead(VIEW, ids.length, WITHIN_MS);
}

/** The new rows have all, and the old ones are deleted behind the switch. */
async function tidied(world: World, url: string, deliveries: number): Promise<void> {
  await eventually(
    async () => {
      const rows = await world.query<{ generation: number; trips: number }>(url, 'select generation, count(*)::int as trips from courier_trips group by generation');
      if (rows.length !== 1 || rows[0]!.trips !== deliveries) throw new Error(`There are ${JSON.stringify(rows)}, and ${deliveries} were wanted`);
    },
    { within: WITHIN_MS, every: 250 },
  );
}

export const deliveryReplay: Row = {
  id: 'delivery-replay',
  title: `Event-sourced deliveries: ${(DELIVERIES * EVENTS_OF_EACH).toLocaleString('en')} events replayed, and what snapshots save`,
  figures: {
    seconds: { title: 'all folded again, and compared with heads and snapshots', unit: 's', better: 'less' },
    perSecond: { title: 'events', unit: 'per second', better: 'more' },
    weeks: { title: "the couriers' weeks made again of them, from the command to the switch", unit: 's', better: 'less' },
    longLoad: { title: 'a delivery of 1,003 events loaded, p50', unit: 'ms', better: 'less' },
    load: { title: 'one of 10 events, p50', unit: 'ms', better: 'less' },
  },
  goals: [],
  notes: [
    `${DELIVERIES.toLocaleString('en')} deliveries of ${EVENTS_OF_EACH} events, and one that was offered in vain for an hour. A snapshot is kept every 16 events, so the usual delivery never has one. Loading is the write path's, of what it does not know: one round trip. The weeks are made by the running service, from the log and from the events.`,
  ],
  rounds: 3,
  prepare: async (world, { scale }) => {
    const deliveries = Math.round(DELIVERIES * scale);
    const events = deliveries * EVENTS_OF_EACH;
    const system = await Ours.start(world, ['delivery', 'api-gateway']);
    const url = system.databaseUrls['delivery']!;
    const ids = await pastDeliveries<string[]>(url, 'bring', `${deliveries}`);
    const long = await pastDeliveries<string>(url, 'offer', `${OFFERS_IN_VAIN}`);
    const operator = await ViewOperator.at(world, system.gatewayUrl);
    await tell(world, system, ids, operator);
    const loads = async (...how: readonly string[]) => ({
      longLoad: await pastDeliveries<number>(url, 'load', long, ...how),
      load: await pastDeliveries<number>(url, 'load', ids[0]!, ...how),
    });
    const ours = async () => {
      const { seconds, compared } = await pastDeliveries<{ seconds: number; compared: number }>(url, 'replay');
      if (compared !== deliveries + 1) throw new Error(`${compared} of ${deliveries + 1} deliveries were rebuilt`);
      const weeks = await operator.rebuild(VIEW, WITHIN_MS);
      await tidied(world, url, deliveries);
      return { figures: { seconds, perSecond: events / seconds, weeks, ...(await loads()) }, operations: 0 };
    };
    return {
      contestants: [
        { name: 'ours', processes: [], round: ours },
        { name: 'without snapshots', processes: [], round: async () => ({ figures: await loads('without'), operations: 0 }) },
      ],
      close: () => system.stop(),
    };
  },
};
