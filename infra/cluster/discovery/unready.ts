import { eventually } from '../../demo/eventually.ts';
import type { Cluster } from '../kubectl.ts';
import { haveReady, podsOf, registeredPods } from '../pods.ts';
import type { Scene } from './scene.ts';

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

export const unready: Scene = {
  name: 'unready',
  shows: 'One of two pods loses its database: it is not ready any more and is struck out, and calls by the name go on (D4, D5, R7).',
  async play({ cluster, visitors, narrator }) {
    await haveReady(cluster, 'order', 2);
    const { name, ip } = (await podsOf(cluster, 'order'))[0]!;
    const rush = await visitors.order(10);
    narrator.cue();
    narrator.deed(`PostgreSQL lets ${name} (${ip}) in no more`);
    await inPostgres(cluster, SHUT_OUT, ip!);
    try {
      await eventually(`${name} to be struck out`, async () => !(await registeredPods(cluster, 'order')).includes(name) || undefined, 60_000);
      narrator.message(`${name} is struck out`, 'its readiness probe failed twice', performance.now());
      const left = await registeredPods(cluster, 'order');
      narrator.check('the other one stays', left.length === 1, left.join());
      const restarts = await cluster.run('get', 'pod', name, '--output=jsonpath={.status.containerStatuses[0].restartCount}');
      narrator.check('and nobody kills the one that is cut off: it lives', restarts === '0', `${restarts} restarts`);
    } finally {
      narrator.deed('PostgreSQL lets it in again');
      await inPostgres(cluster, LET_IN, ip!);
    }
    await eventually(`${name} to be listed again`, async () => (await registeredPods(cluster, 'order')).includes(name) || undefined, 60_000);
    narrator.message(`${name} is listed again`, 'the same process', performance.now());
    const { asked, accepted, failed, failedAt, lost, stuck, doubled } = await rush.end();
    const last = Math.max(0, ...failedAt);
    narrator.fact('orders', `${accepted} of ${asked} accepted; failed ${JSON.stringify(failed)}${last ? `, from ${failedAt[0]} s to ${last} s` : ''}`);
    narrator.check('none that was accepted is lost, doubled or stuck', lost + stuck + doubled === 0, `${lost} lost, ${doubled} doubled, ${stuck} stuck`);
  },
};
