import { execFile, spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { promisify } from 'node:util';
import { Problem } from '../problem.ts';

const MOST_OUTPUT_BYTES = 64 * 1024 * 1024;

/** What kubectl refused, with its own words. */
export class KubectlFailed extends Problem {}

/** The cluster of kubectl's current context, seen from one namespace. */
export class Cluster {
  readonly namespace: string;

  constructor(namespace = 'ftgo') {
    this.namespace = namespace;
  }

  /** @throws KubectlFailed */
  async run(...args: string[]): Promise<string> {
    return this.#run([`--namespace=${this.namespace}`, ...args]);
  }

  /** Objects as they are now. */
  async list<T>(kind: string, selector?: string): Promise<T[]> {
    const { items } = JSON.parse(await this.run('get', kind, '--output=json', ...(selector ? [`--selector=${selector}`] : []))) as { items: T[] };
    return items;
  }

  async get<T>(kind: string, name: string): Promise<T> {
    return JSON.parse(await this.run('get', kind, name, '--output=json')) as T;
  }

  /** Makes or changes objects. */
  apply(objects: readonly object[], ...more: string[]): Promise<string> {
    return this.#run([`--namespace=${this.namespace}`, 'apply', '--filename=-', ...more], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
  }

  /** Posts an object to a path of the API. @throws KubectlFailed */
  create(path: string, object: object): Promise<string> {
    return this.#run(['create', `--raw=${path}`, '--filename=-'], JSON.stringify(object));
  }

  /** Runs a program in a pod's container, and says what it printed. */
  exec(pod: string, ...command: string[]): Promise<string> {
    return this.run('exec', pod, '--', ...command);
  }

  /** The same, with its streams. */
  start(pod: string, ...command: string[]): ChildProcessWithoutNullStreams {
    return spawn('kubectl', [`--namespace=${this.namespace}`, 'exec', '--stdin', pod, '--', ...command]);
  }

  /** Waits for a rollout to be over. */
  async rolledOut(what: string, withinSeconds = 300): Promise<void> {
    await this.run('rollout', 'status', what, `--timeout=${withinSeconds}s`);
  }

  async #run(args: readonly string[], input?: string): Promise<string> {
    const running = promisify(execFile)('kubectl', args, { maxBuffer: MOST_OUTPUT_BYTES });
    running.child.stdin?.end(input ?? '');
    try {
      return (await running).stdout;
    } catch (error) {
      const { code, stderr } = error as { code?: string | number; stderr?: string };
      if (code === 'ENOENT') throw new Problem('There is no `kubectl` on the path: install it, and choose a cluster with `kubectl config use-context`.');
      throw new KubectlFailed(`kubectl ${args.join(' ')}: ${(stderr ?? String(error)).trim()}`);
    }
  }
}
