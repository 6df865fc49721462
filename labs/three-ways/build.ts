import { join } from 'node:path';
import { build } from 'esbuild';
import type { OurService } from '../../benchmarks/systems/ours.ts';
import { buildServices } from '../../infra/build-services.ts';
import { bundleFile } from '../../infra/bundle-file.ts';
import { bundleOptions } from '../../infra/bundle.ts';
import { workspaceRoot } from '../../infra/folders.ts';
import { presentServices } from '../../infra/services.ts';

export const ways = ['choreography', 'orchestration', 'synchronous'] as const;
export type Way = (typeof ways)[number];

const programs: Readonly<Record<Way, string | undefined>> = { choreography: undefined, orchestration: 'orchestrated', synchronous: 'synchronous' };
const changed: readonly OurService[] = ['order', 'consumer', 'restaurant'];

/** A service's program in one of the ways; the product's own where that way needs no other. */
export const fileOf =
  (way: Way) =>
  (service: OurService): string => {
    const folder = programs[way];
    return folder && changed.includes(service) ? bundleFile(join('labs', `${folder}-${service}`)) : bundleFile(service);
  };

/** Builds the product's services and the lab's. */
export async function buildWays(): Promise<void> {
  await buildServices(presentServices());
  for (const folder of Object.values(programs)) {
    for (const service of folder ? changed : []) {
      const name = `${folder}-${service}`;
      const entry = join(workspaceRoot, 'labs', 'three-ways', 'programs', `${name}.ts`);
      await build({ ...bundleOptions(name, entry), outfile: bundleFile(join('labs', name)), sourcemap: false });
    }
  }
}
