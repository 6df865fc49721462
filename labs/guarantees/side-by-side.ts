import { randomUUID } from 'node:crypto';
import { Ground, type Sender, type Servers } from '../ground/ground.ts';
import { type Tally, tallyOf } from '../ground/tally.ts';
import { type Guarantee, type Loss, type Step, guarantees } from '../ground/wire.ts';

/** The stream: so many steps with no mishap, then one with, and so on. */
const PLAN: readonly { readonly steps: number; readonly mishap?: Loss }[] = [
  { steps: 40 },
  { steps: 1, mishap: 'answer' },
  { steps: 40 },
  { steps: 1, mishap: 'request' },
  { steps: 38 },
];
/** Which of its messages a receiver stands still at until it is killed. */
const FATAL = 10;

export type Tell = (guarantee: Guarantee, line: string) => void;
export type SideBySide = Readonly<Record<Guarantee, Tally>>;

/** The same stream under each of the three guarantees, at the same time and with the same mishaps. */
export async function sideBySide(servers: Servers, tell: Tell = () => undefined): Promise<SideBySide> {
  const played = guarantees.map(async (guarantee) => [guarantee, await play(servers, guarantee, (line) => tell(guarantee, line))] as const);
  return Object.fromEntries(await Promise.all(played)) as unknown as SideBySide;
}

/** Two receivers share the stream; each is killed at one of the worst moments, and a third takes over. */
async function play(servers: Servers, guarantee: Guarantee, tell: (line: string) => void): Promise<Tally> {
  const ground = await Ground.open(servers, { partitions: 2 });
  try {
    const [early, late] = await Promise.all([
      ground.receiver(guarantee, { halt: { moment: 'before handling', message: FATAL } }),
      ground.receiver(guarantee, { halt: { moment: 'after handling', message: FATAL } }),
    ]);
    const relief = async (): Promise<void> => {
      await Promise.all([early.says('halted'), late.says('halted')]);
      await Promise.all([early.kill(), late.kill()]);
      tell('one receiver was killed before it handled a message, one after it');
      await ground.receiver(guarantee);
      tell('a third receiver took over');
    };
    const [sent] = await Promise.all([sendAll(await ground.sender(), guarantee, tell), relief()]);
    await ground.settled();
    return tallyOf(sent, 1, await ground.handled());
  } finally {
    await ground.close();
  }
}

/**
 * One step of each aggregate. A sender that promises at most once sends nothing again.
 *
 * @returns the aggregates.
 */
async function sendAll(sender: Sender, guarantee: Guarantee, tell: (line: string) => void): Promise<string[]> {
  const sent: string[] = [];
  for (const { steps: count, mishap } of PLAN) {
    const steps = Array.from({ length: count }, (): Step => ({ id: randomUUID(), aggregate: randomUUID(), n: 1 }));
    sent.push(...steps.map(({ aggregate }) => aggregate));
    const said = await sender.send(steps, mishap);
    if ((said === 'acknowledged') !== (mishap === undefined)) throw new Error(`${mishap ?? 'nothing'} was to be lost, and it was ${said}`);
    if (mishap === undefined) continue;
    const repeats = guarantee !== 'at most once';
    tell(`${mishap === 'answer' ? "the broker's answer to a message" : 'a message to the broker'} was lost: ${repeats ? 'sent again' : 'left at that'}`);
    if (repeats) await sender.send(steps);
  }
  return sent;
}
