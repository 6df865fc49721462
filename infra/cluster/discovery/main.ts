// npm run k8s:discovery -- [--scene registration]: who finds whom, and how, on the cluster of kubectl's current context.
import { parseArgs } from 'node:util';
import { Narrator } from '../../demo/narrator.ts';
import { Cluster } from '../kubectl.ts';
import { imageTag } from '../visitors-pod.ts';
import { Visitors } from '../visitors.ts';
import { configuration } from './configuration.ts';
import { leader } from './leader.ts';
import { questions } from './questions.ts';
import { registration } from './registration.ts';
import type { Scene, Stage } from './scene.ts';
import { spread } from './spread.ts';
import { unready } from './unready.ts';

const scenes: readonly Scene[] = [questions, registration, unready, spread, leader, configuration];

const { scene } = parseArgs({ options: { scene: { type: 'string' } } }).values;
const chosen = scenes.filter(({ name }) => scene === undefined || scene.split(',').includes(name));
if (chosen.length === 0) {
  console.error(`There is no scene named ${scene}, but ${scenes.map(({ name, shows }) => `\n  ${name.padEnd(14)} ${shows}`).join('')}`);
  process.exit(2);
}

const stage: Stage = { cluster: new Cluster(), visitors: new Visitors(), narrator: new Narrator() };
try {
  await stage.visitors.arrive(await imageTag(stage.cluster));
  for (const { name, shows, play } of chosen) {
    stage.narrator.title(name, shows);
    await play(stage).catch((error: Error) => stage.narrator.fault(error.message));
  }
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  await stage.visitors.leave().catch(() => undefined);
}
process.exit(stage.narrator.verdict() && !process.exitCode ? 0 : 1);
