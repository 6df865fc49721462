import { randomUUID } from 'node:crypto';
import { Ground, type Servers } from '../ground/ground.ts';
import type { Guarantee, Step } from '../ground/wire.ts';

/**
 * The very same message three times, the third after the receiver was started again.
 *
 * @returns how often it had its effect.
 */
export async function sameMessageAgain(servers: Servers, guarantee: Guarantee): Promise<number> {
  const ground = await Ground.open(servers, { partitions: 1 });
  const step: Step = { id: randomUUID(), aggregate: randomUUID(), n: 1 };
  try {
    const sender = await ground.sender();
    const receiver = await ground.receiver(guarantee);
    for (let times = 0; times < 2; times += 1) await sender.send([step]);
    await ground.allRead();
    await receiver.end();
    await ground.receiver(guarantee);
    await sender.send([step]);
    await ground.settled();
    return (await ground.handled()).get(step.aggregate)?.length ?? 0;
  } finally {
    await ground.close();
  }
}
