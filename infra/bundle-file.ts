import { join } from 'node:path';
import { workspaceRoot } from './folders.ts';

/** Where a service's one file lies once it is built. */
export const bundleFile = (service: string): string => join(workspaceRoot, 'dist', service, 'main.mjs');
