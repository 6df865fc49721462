import { readFile } from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';
import type { Plugin } from 'esbuild';
import { workspaceRoot } from '../folders.ts';

/**
 * Source files that read what lies beside them find it below the bundle's folder as they did below the workspace's: an image
 * holds those files under the same paths.
 */
export const ownFolders: Plugin = {
  name: 'own-folders',
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      if (path.includes('/node_modules/')) return undefined;
      const source = await readFile(path, 'utf8');
      if (!source.includes('import.meta.dirname')) return undefined;
      const below = relative(workspaceRoot, dirname(path)).split(sep).join('/');
      return { contents: source.replaceAll('import.meta.dirname', `(import.meta.dirname + ${JSON.stringify(`/${below}`)})`), loader: 'ts' };
    });
  },
};
