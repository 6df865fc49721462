import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** As V8 writes it: `--cpu-prof`. */
interface CpuProfile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number } }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const MOST = 12;

/** Node's options that make a process write where its CPU time went when it ends. */
export const profilingInto = (folder: string, name: string): string => `--cpu-prof --cpu-prof-dir=${folder} --cpu-prof-name=${name}.\${pid}.cpuprofile`;

/** Where the CPU time of each process went: by package, and by function. Idle time is left out. */
export function* profilesIn(folder: string): Generator<string> {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'))) {
    const profile = JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile;
    const packages = new Map<string, number>();
    const functions = new Map<string, number>();
    const nodes = new Map(profile.nodes.map((node) => [node.id, node.callFrame]));
    let all = 0;
    profile.samples.forEach((id, i) => {
      const { functionName, url, lineNumber } = nodes.get(id)!;
      if (functionName === '(idle)' || functionName === '(program)') return;
      const took = profile.timeDeltas[i]!;
      const origin = originOf(url, lineNumber) || functionName;
      all += took;
      packages.set(origin, (packages.get(origin) ?? 0) + took);
      const name = `${functionName || '(anonymous)'} of ${origin}`;
      functions.set(name, (functions.get(name) ?? 0) + took);
    });
    yield `${file}: ${(all / 1e6).toFixed(1)} s\n${shares(packages, all)}\n  --\n${shares(functions, all)}`;
  }
}

function shares(times: ReadonlyMap<string, number>, all: number): string {
  const largest = [...times].sort(([, a], [, b]) => b - a).slice(0, MOST);
  return largest.map(([name, took]) => `  ${((took / all) * 100).toFixed(1).padStart(5)} %  ${name}`).join('\n');
}

const bundles = new Map<string, string[]>();

/** The package or folder that a line comes from; esbuild says it in a comment above each file's part of a bundle. */
function originOf(url: string, line: number): string {
  if (url.startsWith('node:')) return url;
  if (!url.startsWith('file:')) return '';
  const path = fileURLToPath(url);
  return folderOf(path.includes('/dist/') ? sourceOf(path, line) : path);
}

function sourceOf(bundle: string, line: number): string {
  let sources = bundles.get(bundle);
  if (!sources) {
    let current = bundle;
    sources = readFileSync(bundle, 'utf8')
      .split('\n')
      .map((text) => (current = /^ *\/\/ ((?:node_modules|libs|services|benchmarks)\/\S+)$/.exec(text)?.[1] ?? current));
    bundles.set(bundle, sources);
  }
  return sources[line] ?? bundle;
}

function folderOf(path: string): string {
  const inPackage = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
  return inPackage ?? /(?:libs|services|benchmarks)\/[^/]+/.exec(path)?.[0] ?? path;
}
