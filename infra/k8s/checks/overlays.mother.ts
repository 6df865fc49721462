import { type Overlay, render, renderer } from '../render.ts';
import { type Manifest, manifestsIn, named } from './manifest.ts';

export const canRender = renderer() !== undefined;

const rendered = new Map<Overlay, Promise<Manifest[]>>();

/** What the overlay renders to, a copy for each test to change. */
export async function manifestsOf(overlay: Overlay): Promise<Manifest[]> {
  const manifests = rendered.get(overlay) ?? render(overlay).then(manifestsIn);
  rendered.set(overlay, manifests);
  return structuredClone(await manifests);
}

/** The overlay with something in it made wrong. */
export async function withWrong(overlay: Overlay, name: string, makeWrong: (manifest: any, all: Manifest[]) => void): Promise<Manifest[]> {
  const manifests = await manifestsOf(overlay);
  const found = manifests.find((manifest) => named(manifest) === name);
  if (!found) throw new Error(`There is no ${name} in ${overlay}`);
  makeWrong(found, manifests);
  return manifests;
}

export const without = (manifest: Manifest, all: Manifest[]): void => void all.splice(all.indexOf(manifest), 1);

/** The first container of a workload. */
export const program = (workload: Manifest) => workload['spec'].template.spec.containers[0];
export const pod = (workload: Manifest) => workload['spec'].template.spec;
