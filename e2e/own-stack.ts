import { freeOffset } from '../infra/ports.ts';
import { Problem } from '../infra/problem.ts';
import { type Stack, type StackOptions, startStack } from '../infra/stack.ts';
import { makeTestFolder, removeTestFolder } from '../infra/test-folder.ts';

interface Own {
  readonly folder: string;
  /** Aborts when the run is told to stop. */
  readonly signal: AbortSignal;
}

interface OwnStackOptions extends Pick<StackOptions, 'size' | 'router'> {
  /** Part of the folder's name. */
  readonly name: string;
  /** Whether data and logs outlive the run: where it failed, unless told. */
  readonly keep: boolean | undefined;
  readonly progress: (line: string) => void;
}

/**
 * Runs something on a stack and in a folder of its own, which go with it, also when it is told to stop; and ends the process, with 1 where
 * it failed.
 *
 * @param run says whether all was as it should be
 */
export async function onOwnStack({ name, keep, progress, ...options }: OwnStackOptions, run: (stack: Stack, own: Own) => Promise<boolean>): Promise<never> {
  const folder = makeTestFolder(`${name}-`);
  const starting = new AbortController();
  let stop = (): Promise<void> => Promise.resolve();
  let ended = false;
  const giveUp = async (): Promise<void> => {
    if (ended) return;
    ended = true;
    starting.abort();
    await stop();
    removeTestFolder(folder);
    process.exit(1);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) process.on(signal, () => void giveUp());

  let fine = false;
  try {
    const stack = await startStack({ folder, portOffset: await freeOffset(), signal: starting.signal, progress, ...options });
    stop = () => stack.stop();
    fine = await run(stack, { folder, signal: starting.signal });
  } catch (error) {
    if (ended) await new Promise(() => undefined);
    console.error(error instanceof Problem ? error.message : error);
  }
  ended = true;
  await stop();
  if (keep ?? !fine) {
    console.log(`\nData and logs are kept in ${folder}: npm run story -- <order id> --data ${folder}. Remove it when you are done.`);
  } else removeTestFolder(folder);
  process.exit(fine ? 0 : 1);
}
