import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { workspaceRoot } from '../../../infra/folders.ts';
import type { Way } from '../build.ts';

interface Wiring {
  readonly folders: readonly string[];
  /** How the step is called there. */
  readonly named: RegExp;
}

const publishedAndServices = ['libs', 'services'];
const lab = (way: string): string[] => ['steps.ts', 'participants', way].map((name) => join('labs', 'three-ways', name));

/** The step that makes a ticket: what an order's creation had to learn when kitchens came into it. */
const wirings: Readonly<Record<Way, Wiring>> = {
  choreography: { folders: publishedAndServices, named: /ticket_?creat(ed|ion_?failed)/i },
  orchestration: { folders: lab('orchestrated'), named: /create_?ticket/i },
  synchronous: { folders: lab('synchronous'), named: /create_?ticket/i },
};

const isNoSource = /(^|\/)(node_modules|generated|test|golden|dist)(\/|$)|\.(spec|mother)\.ts$|\.md$/;

const filesBelow = (path: string): string[] => {
  if (isNoSource.test(relative(workspaceRoot, path))) return [];
  try {
    return readdirSync(path).flatMap((name) => filesBelow(join(path, name)));
  } catch {
    return /\.(ts|proto)$/.test(path) ? [path] : [];
  }
};

/** Files that name the step: whoever adds one like it writes in as many. Its own rules, the same in each way, are not counted. */
export function placesOf(way: Way): string[] {
  const { folders, named } = wirings[way];
  return folders
    .flatMap((folder) => filesBelow(join(workspaceRoot, folder)))
    .filter((file) => named.test(readFileSync(file, 'utf8')))
    .map((file) => relative(workspaceRoot, file));
}
