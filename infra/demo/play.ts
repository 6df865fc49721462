import { checkBooks } from './checks.ts';
import { Gateway } from './gateway.ts';
import { Narrator } from './narrator.ts';
import type { Processes } from './processes.ts';
import type { Scenario } from './scenario.ts';
import { type Servers, Stage } from './stage.ts';
import { Wiretap } from './wiretap.ts';

/** Where stories are played. */
export interface Theatre {
  readonly gatewayUrl: string;
  readonly servers: Servers;
  readonly processes: Processes;
  /** The key that access tokens are signed with. */
  readonly tokenKeyFile: string;
}

/** Tells stories one after the other, then checks the books. @returns whether every check held */
export async function play(chosen: readonly Scenario[], { gatewayUrl, servers, processes, tokenKeyFile }: Theatre): Promise<boolean> {
  const narrator = new Narrator();
  const wiretap = await Wiretap.on(servers.kafkaBrokers);
  try {
    const gateway = new Gateway(gatewayUrl);
    const stage = await Stage.set({ gateway, narrator, wiretap, processes, servers, tokenKeyFile, hurried: chosen.length > 1 });
    for (const scenario of chosen) await playOne(stage, scenario);
    await checkBooks(stage);
  } finally {
    await wiretap.stop();
  }
  return narrator.verdict();
}

async function playOne(stage: Stage, { name, shows, play: tell }: Scenario): Promise<void> {
  stage.narrator.title(name, shows);
  try {
    await tell(stage);
  } catch (error) {
    stage.narrator.fault((error as Error).message);
  }
}
