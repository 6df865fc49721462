import { execFile, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@ftgo/testing';
import { endLeftovers, requireFree } from './before-start.ts';
import { writableFolder } from './folders.ts';
import { namedPorts, portsAt } from './ports.ts';
import { postgresFolder } from './postgres.ts';
import { isAlive, processIdentity } from './process-identity.ts';
import type { RecordedProcess } from './process-identity.ts';
import { lastStack, readStack } from './stack-state.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ftgo-before-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A process of this test's own, as a stack would have written it down. */
const sleeper = async (): Promise<RecordedProcess> => {
  const { pid = 0 } = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
  const identity = await eventually(() => processIdentity(pid) ?? Promise.reject(new Error('not there yet')));
  return { name: 'order', pid, identity };
};

const written = (supervisor: RecordedProcess, processes: readonly RecordedProcess[]): void =>
  writeFileSync(join(folder, 'stack.json'), JSON.stringify({ supervisor, processes, gatewayUrl: 'http://127.0.0.1:8080' }));

const gone: RecordedProcess = { name: 'supervisor', pid: 1, identity: 'of an earlier boot' };

describe('what a start that was killed left behind', () => {
  it('is found by its pid and ended', async () => {
    const left = await sleeper();
    written(gone, [left]);
    const told: string[] = [];
    await endLeftovers(folder, (line) => told.push(line));
    expect(isAlive(left)).toBe(false);
    expect(told).toEqual([`Ending what an earlier start left behind: order (${left.pid})`]);
    expect(lastStack(folder)).toBeUndefined();
  });

  it('is left alone where another process has its pid since', async () => {
    const stranger = await sleeper();
    written(gone, [{ ...stranger, identity: `${stranger.identity}0` }]);
    await endLeftovers(folder, () => undefined);
    expect(isAlive(stranger)).toBe(true);
    process.kill(stranger.pid, 'SIGKILL');
  });

  it('is no leftover while its supervisor lives', async () => {
    written({ name: 'supervisor', pid: process.pid, identity: processIdentity(process.pid)! }, []);
    await expect(endLeftovers(folder, () => undefined)).rejects.toThrow(/already running \(pid \d+\)/);
    expect(readStack(folder).gatewayUrl).toBe('http://127.0.0.1:8080');
  });
});

describe('what is missing is one sentence with the remedy', () => {
  it('a taken port', async () => {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const everythingElse = namedPorts(portsAt(0)).map(([name]) => name).filter((name) => name !== 'gateway');
    await expect(requireFree(portsAt(0, port), everythingElse)).rejects.toThrow(
      `Port ${port} (gateway) of 127.0.0.1 is taken by another program: stop it, or move the whole stack with e.g. FTGO_PORT_OFFSET=1000 (the gateway alone: FTGO_GATEWAY_PORT).`,
    );
    server.close();
  });

  it('Java', async () => {
    const asks = `import { prepareKafka } from '${join(import.meta.dirname, 'kafka.ts')}';
      await prepareKafka({ folder: '${folder}', ports: [{ broker: 1, controller: 2 }], logFile: '${folder}/kafka.log' }).catch(({ message }) => console.log(message));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module-typescript', '-e', asks], { env: { PATH: folder, HOME: folder } });
    expect(stdout).toMatch(/^Apache Kafka needs Java 17 or later and there is no `java` on the path: install it .*FTGO_KAFKA_BROKERS\.\n$/);
  });

  it('a folder that cannot be written to', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => writableFolder(join(folder, 'file', 'data'))).toThrow(/cannot be written to \(ENOTDIR\).*FTGO_DATA_DIR/);
    if (process.platform === 'linux') expect(() => writableFolder('/proc/ftgo')).toThrow(/cannot be written to \(ENOENT\)/);
  });

  it('a stack that does not run', () => {
    expect(() => readStack(folder)).toThrow('The local stack is not running: start it with `npm start`.');
  });
});

describe("PostgreSQL's folder", () => {
  it('is the same before it is made and after, closed as it then is', () => {
    chmodSync(folder, 0o755);
    const before = postgresFolder(join(folder, 'postgres'));
    mkdirSync(before, { mode: 0o700 });
    expect(postgresFolder(join(folder, 'postgres'))).toBe(before);
  });
});
