// npm run k8s:local [-- <tag>]: what the local overlay lacks, so that `kubectl apply -k k8s/overlays/local` has all it needs. The tag of
// the images is that of the sources as they are, unless told.
import { execFileSync } from 'node:child_process';
import { join, relative } from 'node:path';
import { workspaceRoot } from '../folders.ts';
import { localOverlay, writeOwn } from './local-overlay.ts';

const tagOfTheSources = (): string =>
  execFileSync(process.execPath, [join(workspaceRoot, 'infra', 'images', 'main.ts'), '--tag'], { encoding: 'utf8' }).trim();

const [tag = tagOfTheSources()] = process.argv.slice(2);
await writeOwn(tag);
console.log(`The local overlay takes images by the tag ${tag}. Next: kubectl apply -k ${relative(process.cwd(), localOverlay)}`);
