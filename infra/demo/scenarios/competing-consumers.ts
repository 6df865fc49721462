import { STEPS_TO_APPROVAL, checkMessages } from '../checks.ts';
import { type GroupMember, membersOf } from '../../consumer-groups.ts';
import { StackControl } from '../../control.ts';
import { eventually } from '../eventually.ts';
import { OrderStory } from '../order-story.ts';
import type { Scenario } from '../scenario.ts';
import type { Stage } from '../stage.ts';

const GROUP = 'ftgo.delivery.delivery';
const CHANNEL = 'ftgo.order.events';
const ORDERS = 6;

const shared = ({ servers }: Stage, members: number): Promise<GroupMember[]> =>
  eventually(
    `${GROUP} to be shared by ${members}`,
    async () => {
      const found = await membersOf(servers.kafkaBrokers, GROUP);
      return found.length === members ? found : undefined;
    },
    30_000,
  );

const tellShares = ({ narrator }: Stage, members: readonly GroupMember[]): void => {
  for (const { instance, partitions } of members) narrator.fact(instance, `partitions ${partitions[CHANNEL]?.join(', ') ?? 'none'} of ${CHANNEL}`);
  narrator.blank();
};

export const competingConsumers: Scenario = {
  name: 'competing-consumers',
  shows: 'Two instances of the delivery service share the work; one is killed with work in hand, and the other does it, each thing once.',
  async play(stage) {
    const { narrator, processes } = stage;
    const control = new StackControl();
    const before = processes.all('delivery').length;
    const second = await control.add('delivery');
    try {
      tellShares(stage, await shared(stage, before + 1));
      const theo = await stage.newConsumer('Theo');
      const orders: OrderStory[] = [];
      for (let n = 1; n <= ORDERS; n += 1) orders.push(await OrderStory.place(stage, theo, {}, `#${n}`));
      await control.down(second);
      narrator.deed(`kill -9: ${second} is gone; after 6 s of silence Kafka gives its partitions to who is left`);
      for (const order of orders) await order.reaches('APPROVED', 30_000);
      for (const order of orders) await order.hears(STEPS_TO_APPROVAL, 30_000);
      for (const order of orders) order.hush();
      narrator.blank();
      tellShares(stage, await shared(stage, before));
      checkMessages(stage, orders, STEPS_TO_APPROVAL);
    } finally {
      await control.remove(second);
    }
  },
};
