import { setTimeout as after } from 'node:timers/promises';
import type { Cluster } from '../kubectl.ts';
import { haveReady, podsOf, registeredPods } from '../pods.ts';
import { seen } from '../seen.ts';
import type { Scene } from './scene.ts';

const RATE = 10;
const AWAY_SECONDS = 20;
/** It asks its callers to leave once a second, and names lead back to it as long as they are kept: five seconds. */
const SENT_AWAY_WITHIN_SECONDS = 7;

/** In the pod of PostgreSQL, which may have a shell and little else: whom it lets in, read anew. `$1` is the address. */
const SHUT_OUT = `
hba=$PGDATA/pg_hba.conf; rest=$(<"$hba")
printf 'host all all %s/32 reject\\n%s\\n' "$1" "$rest" > "$hba"
kill -HUP 1
for process in /proc/[0-9]*; do
  line=$(tr '\\0' ' ' < "$process/cmdline" 2>/dev/null || echo "$(<"$process/cmdline")")
  [[ $line == postgres:*" $1("* ]] && kill "\${process#/proc/}"
done; true`;

const LET_IN = `
hba=$PGDATA/pg_hba.conf
rest=$(while IFS= read -r line; do [[ $line == "host all all $1/32 reject" ]] || echo "$line"; done < "$hba")
printf '%s\\n' "$rest" > "$hba"
kill -HUP 1`;

const inPostgres = (cluster: Cluster, script: string, address: string): Promise<string> => cluster.exec('postgres-0', 'bash', '-c', script, 'bash', address);

const restartsOf = (cluster: Cluster, pod: string): Promise<string> => cluster.run('get', 'pod', pod, '--output=jsonpath={.status.containerStatuses[0].restartCount}');

export const unready: Scene = {
  name: 'unready',
  shows: 'One of two pods loses its database: it is not ready any more and is struck out, and calls by the name go on (D4, D5, R7).',
  async play({ cluster, visitors, narrator }) {
    await haveReady(cluster, 'order', 2);
    const { name, ip } = (await podsOf(cluster, 'order'))[0]!;
    const isListed = async () => (await registeredPods(cluster, 'order')).includes(name);
    const restartsBefore = await restartsOf(cluster, name);
    const rush = await visitors.order(RATE);
    const began = performance.now();
    const seconds = () => (performance.now() - began) / 1_000;
    narrator.cue();
    narrator.deed(`PostgreSQL lets ${name} (${ip}) in no more`);
    await inPostgres(cluster, SHUT_OUT, ip!);
    let struckOut = Infinity;
    let back = Infinity;
    try {
      await seen(`${name} to be struck out`, async () => !(await isListed()) || undefined);
      struckOut = seconds();
      narrator.message(`${name} is struck out`, 'its readiness probe failed twice', performance.now());
      await after(AWAY_SECONDS * 1_000);
      back = seconds();
    } finally {
      narrator.deed('PostgreSQL lets it in again');
      await inPostgres(cluster, LET_IN, ip!);
    }
    await seen(`${name} to be listed again`, async () => (await isListed()) || undefined);
    narrator.message(`${name} is listed again`, 'the same process', performance.now());
    const { asked, accepted, failed, failedAt, lost, stuck, doubled } = await rush.end();
    const failedWhile = failedAt.filter((at) => at > struckOut + SENT_AWAY_WITHIN_SECONDS && at < back);
    narrator.fact('orders', `${accepted} of ${asked} accepted; ${failedAt.length} failed until it was struck out: ${JSON.stringify(failed)}`);
    narrator.check('while it was away the other one took all orders', failedWhile.length === 0, `failed ${failedWhile.join(' ')} s after the first`);
    narrator.check('none that was accepted is lost, doubled or stuck in the end', lost + stuck + doubled === 0, `${lost} lost, ${doubled} doubled, ${stuck} stuck`);
    const restarts = await restartsOf(cluster, name);
    narrator.check('and nobody killed the one that was cut off', restarts === restartsBefore, `${restarts} restarts`);
  },
};
