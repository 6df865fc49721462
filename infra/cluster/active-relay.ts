import { type DatabaseService, databaseName } from '../databases.ts';
import type { Cluster } from './kubectl.ts';
import { podsOf } from './pods.ts';

/** In the pod of PostgreSQL, which may have a shell and little else: what its processes say that they do. */
const PROCESSES = 'for process in /proc/[0-9]*; do echo "$(<"$process/cmdline")"; done 2> /dev/null; true';

/** The pod of a service whose relay reads the replication slot. */
export async function activeRelay(cluster: Cluster, service: DatabaseService): Promise<string | undefined> {
  const name = databaseName(service);
  const [, ip] = new RegExp(`postgres: walsender ${name} ${name} ([\\d.]+)\\(`).exec(await cluster.exec('postgres-0', 'bash', '-c', PROCESSES)) ?? [];
  return (await podsOf(cluster, service)).find((pod) => pod.ip === ip)?.name;
}
