import { isTaken } from './free-port.ts';
import { UNREACHABLE_PORT, namedPorts } from './ports.ts';
import type { Ports } from './ports.ts';
import { Problem } from './problem.ts';
import { endProcess, isAlive } from './process-identity.ts';
import { forgetStack, lastStack } from './stack-state.ts';

/** Ends what a start that was killed left behind. */
export const endLeftovers = async (folder: string, progress: (line: string) => void): Promise<void> => {
  const last = lastStack(folder);
  if (!last) return;
  if (isAlive(last.supervisor)) {
    throw new Problem(`The local stack is already running (pid ${last.supervisor.pid}): ${last.gatewayUrl}. Stop it there with Ctrl-C first.`);
  }
  const left = last.processes.filter(isAlive);
  if (left.length > 0) progress(`Ending what an earlier start left behind: ${left.map(({ name, pid }) => `${name} (${pid})`).join(', ')}`);
  const servers = left.filter(({ name }) => /^(postgres|kafka)/.test(name));
  await Promise.all(left.filter((process) => !servers.includes(process)).map((process) => endProcess(process)));
  await Promise.all(servers.map((process) => endProcess(process, { gently: process.name === 'postgres' ? 'SIGINT' : 'SIGTERM' })));
  forgetStack(folder);
};

/** Says which ports cannot be used, and the remedy. @param without the parts that are somebody else's, such as `kafka` */
export const requireFree = async (ports: Ports, without: readonly string[]): Promise<void> => {
  if (ports.gateway === UNREACHABLE_PORT) {
    throw new Problem(`No browser connects to port ${UNREACHABLE_PORT} (gateway): choose another with FTGO_PORT_OFFSET or FTGO_GATEWAY_PORT.`);
  }
  const wanted = namedPorts(ports).filter(([name]) => !without.some((part) => name.startsWith(part)));
  const taken: string[] = [];
  for (const [name, port] of wanted) if (await isTaken(port)) taken.push(`${port} (${name})`);
  if (taken.length === 0) return;
  throw new Problem(
    `Port${taken.length > 1 ? 's' : ''} ${taken.join(', ')} of 127.0.0.1 ${taken.length > 1 ? 'are' : 'is'} taken by another program: ` +
      'stop it, or move the whole stack with e.g. FTGO_PORT_OFFSET=1000' +
      (taken.some((port) => port.includes('gateway')) ? ' (the gateway alone: FTGO_GATEWAY_PORT)' : '') +
      '.',
  );
};
