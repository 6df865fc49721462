import { createInterface } from 'node:readline';
import type { Placed, Settled } from '../visitors/order-rush.ts';
import { Cluster } from './kubectl.ts';
import { visitorsPod } from './visitors-pod.ts';

const NAMESPACE = 'ftgo-visitors';
const POD = 'visitors';
const NODE = '/nodejs/bin/node';
/** Longer than any act: it is told when it is enough. */
const SECONDS = 36_000;

/** Orders that go on being placed. */
export interface Rush {
  /** Places no more, and says what became of them. */
  end(): Promise<Placed & Settled>;
}

/** A pod of another namespace, as any client of the cluster's: it reaches the gateway by its Service. */
export class Visitors {
  readonly cluster = new Cluster(NAMESPACE);

  async arrive(tag: string): Promise<void> {
    await this.cluster.apply([
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE, labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } } },
      visitorsPod({ name: POD, namespace: NAMESPACE, tag, env: { FTGO_GATEWAY_URL: 'http://api-gateway.ftgo' } }),
    ]);
    await this.cluster.run('wait', '--for=condition=Ready', `pod/${POD}`, '--timeout=120s');
  }

  async leave(): Promise<void> {
    await this.cluster.run('delete', 'namespace', NAMESPACE, '--ignore-not-found', '--timeout=60s');
  }

  /** Runs JavaScript in the pod. */
  script(code: string, ...args: string[]): Promise<string> {
    return this.cluster.exec(POD, NODE, '--eval', code, ...args);
  }

  /** Resolves when the first order is placed. */
  async order(perSecond: number, { seconds = SECONDS, consumers = 16 } = {}): Promise<Rush> {
    const orders = this.cluster.start(POD, NODE, '/app/main.mjs', 'orders', `--rate=${perSecond}`, `--seconds=${seconds}`, `--consumers=${consumers}`);
    let said = '';
    orders.stderr.on('data', (text: Buffer) => (said += text.toString()));
    const lines = createInterface({ input: orders.stdout })[Symbol.asyncIterator]();
    const next = async <T>(): Promise<T> => {
      const { value, done } = await lines.next();
      if (done) throw new Error(`The visitors are gone: ${said.trim()}`);
      return JSON.parse(value) as T;
    };
    await next();
    return {
      end: async () => {
        orders.stdin.end();
        return { ...(await next<Placed>()), ...(await next<Settled>()) };
      },
    };
  }
}
