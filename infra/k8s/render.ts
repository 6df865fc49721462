import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { workspaceRoot } from '../folders.ts';
import { writeOwn } from './local-overlay.ts';

const isOnPath = (program: string): boolean => (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));

/** The command that renders a folder, on this machine; undefined where there is none. */
export const renderer = (): readonly string[] | undefined => {
  if (isOnPath('kubectl')) return ['kubectl', 'kustomize'];
  return isOnPath('kustomize') ? ['kustomize', 'build'] : undefined;
};

export type Overlay = 'local' | 'production';

/**
 * What `kubectl apply -k` would send, as YAML; the local overlay with secrets of its own, made for this once.
 *
 * @param components to be added to those that the overlay has
 */
export async function render(overlay: Overlay, { components = [] }: { readonly components?: readonly string[] } = {}): Promise<string> {
  const [program, ...args] = renderer() ?? [];
  if (!program) throw new Error('Neither kubectl nor kustomize is on the path.');
  const folder = mkdtempSync(join(tmpdir(), 'ftgo-k8s-'));
  try {
    const kept = join('overlays', 'local', 'own');
    cpSync(join(workspaceRoot, 'k8s'), folder, { recursive: true, filter: (path) => !path.endsWith(kept) });
    await writeOwn('tried', join(folder, 'overlays', 'local'));
    const whole = [`resources: [../overlays/${overlay}]`, `components: [${components.map((name) => `../components/${name}`).join()}]`];
    mkdirSync(join(folder, 'whole'));
    writeFileSync(join(folder, 'whole', 'kustomization.yaml'), whole.join('\n'));
    return execFileSync(program, [...args, join(folder, 'whole')], { encoding: 'utf8', maxBuffer: 64 << 20, stdio: ['ignore', 'pipe', 'pipe'] });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
