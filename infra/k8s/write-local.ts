// npm run k8s:local -- <tag>: what the local overlay lacks, so that `kubectl apply -k k8s/overlays/local` has all it needs.
import { localOverlay, writeOwn } from './local-overlay.ts';

const [tag] = process.argv.slice(2);
if (!tag || tag === 'latest') {
  console.error('npm run k8s:local -- <tag>: the tag of the images, as `npm run images -- --tag` prints it.');
  process.exitCode = 1;
} else {
  await writeOwn(tag);
  console.log(`${localOverlay} is complete; images are taken by the tag ${tag}. Next: kubectl apply -k k8s/overlays/local`);
}
