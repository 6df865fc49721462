import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { clusterIdIn, newClusterId, prepareKafka } from './kafka.ts';
import type { BrokerPorts } from './ports.ts';
import { Problem } from './problem.ts';
import type { ServerSpec } from './server-process.ts';
import { numbered } from './stack-size.ts';

export interface ClusterOptions {
  /** The stack's; each broker has a folder of its own in it. */
  readonly folder: string;
  readonly ports: readonly BrokerPorts[];
  readonly logs: string;
  readonly keepsClasses?: boolean;
}

/** The brokers' names, which are their folders' as well. */
export const brokerNames = (count: number): string[] => (count === 1 ? ['kafka'] : numbered(count).map((number) => `kafka-${number}`));

const hasData = (folder: string, name: string): boolean => existsSync(join(folder, name, 'data'));

/**
 * How many brokers to run: as many as the data were made with.
 *
 * @param told by the user
 * @throws Problem where the data are another number's: no broker takes another's, and the databases remember what was sent
 */
export const brokerCount = (folder: string, told?: number): number => {
  const kept = [1, 3].find((count) => brokerNames(count).some((name) => hasData(folder, name)));
  if (kept !== undefined && told !== undefined && told !== kept) {
    const brokers = (count: number): string => (count === 1 ? 'one broker' : `${count} brokers`);
    throw new Problem(
      `The data in ${folder} were made with ${brokers(kept)} and cannot be used with ${brokers(told)}: ` +
        `\`npm run reset\` forgets them, FTGO_DATA_DIR names another folder, --brokers ${kept} goes on with them.`,
    );
  }
  return told ?? kept ?? 1;
};

/** Formats what is new, and says how to run each broker. They are ready only together: a majority has to elect who leads. */
export const prepareCluster = async ({ folder, ports, logs, keepsClasses }: ClusterOptions, onFetch?: () => void): Promise<ServerSpec[]> => {
  const names = brokerNames(ports.length);
  const clusterId = names.map((name) => clusterIdIn(join(folder, name))).find((id) => id !== undefined) ?? newClusterId();
  const prepare = async (name: string, index: number): Promise<ServerSpec> => {
    const options = { folder: join(folder, name), ports, node: index + 1, clusterId, logFile: join(logs, `${name}.log`) };
    // One of them is enough to learn from.
    return { ...(await prepareKafka({ ...options, keepsClasses: keepsClasses && index === 0 }, onFetch)), name, part: 'kafka' };
  };
  const [first, ...others] = names;
  const spec = await prepare(first!, 0);
  return [spec, ...(await Promise.all(others.map((name, index) => prepare(name, index + 1))))];
};
