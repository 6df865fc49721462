// npm run images: every program's image, by Docker, or by buildah where no registry is reachable.
import { execFileSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { workspaceRoot } from '../folders.ts';
import { collect, images, programs } from './collect.ts';
import { contentTag } from './content-tag.ts';

const USAGE = `npm run images                              builds ftgo/<program>:<tag> with Docker
npm run images -- --tag                     says the tag, and builds no image
npm run images -- --without-registry        with buildah, as archives in dist/archives, and PostgreSQL and Kafka for demonstrations`;

const { tag: tagOnly, 'without-registry': withoutRegistry, help } = parseArgs({
  options: { tag: { type: 'boolean' }, 'without-registry': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
}).values;

const run = (command: string, ...args: string[]) => execFileSync(command, args, { cwd: workspaceRoot, stdio: 'inherit' });

if (help) console.log(USAGE);
else {
  await collect();
  copyFileSync(join(workspaceRoot, 'infra', 'Dockerfile'), join(images, 'Dockerfile'));
  const tag = contentTag([images]);
  if (tagOnly) console.log(tag);
  else if (withoutRegistry) run(join(import.meta.dirname, 'without-registry.sh'), tag, join(workspaceRoot, 'dist', 'archives'), ...programs);
  else for (const program of programs) run('docker', 'build', '--file=infra/Dockerfile', `--build-arg=PROGRAM=${program}`, `--tag=ftgo/${program}:${tag}`, '.');
}
