import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transform } from '@swc/core';
import type { BuildOptions, Plugin } from 'esbuild';
import { bundleFile } from './bundle-file.ts';
import { workspaceRoot } from './folders.ts';

/** esbuild knows no decorator metadata, which NestJS injects by: files with decorators go through swc first. */
const decoratorMetadata: Plugin = {
  name: 'decorator-metadata',
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (path.includes('/node_modules/') || !/^\s*@[A-Z]\w*\(|[(,]\s*@[A-Z]\w*\(/m.test(source)) return undefined;
      const { code } = await transform(source, {
        filename: path,
        sourceMaps: 'inline',
        configFile: false,
        swcrc: false,
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
        module: { type: 'es6' },
      });
      return { contents: code, loader: 'js' };
    });
  },
};

/** Installed for the benchmarks' peer, which is no part of any service: NestJS would find them. */
const ofThePeer = new Set(
  Object.keys((JSON.parse(readFileSync(join(workspaceRoot, 'benchmarks', 'package.json'), 'utf8')) as { devDependencies: object }).devDependencies),
);

/** NestJS and its neighbours try to load packages that they can do without; what is not ours stays an import that fails. */
const missingPackages: Plugin = {
  name: 'missing-packages',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path }) => {
      const name = path.split('/', path.startsWith('@') ? 2 : 1).join('/');
      const ours = name.startsWith('node:') || name.startsWith('@ftgo/') || (!ofThePeer.has(name) && existsSync(join(workspaceRoot, 'node_modules', name)));
      return ours ? undefined : { path, external: true };
    });
  },
};

/** One service as one file: it starts in a fraction of the time of its thousands of modules. */
export const bundleOptions = (service: string, entry = join(workspaceRoot, 'services', service, 'src', 'main.ts')): BuildOptions => ({
  absWorkingDir: workspaceRoot,
  entryPoints: [entry],
  outfile: bundleFile(service),
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none',
  logLevel: 'warning',
  // CommonJS packages inside the bundle call require for Node's own modules.
  banner: {
    js: "import { createRequire as ftgoCreateRequire } from 'node:module';\nconst require = ftgoCreateRequire(import.meta.url);\nconst __filename = import.meta.filename;\nconst __dirname = import.meta.dirname;",
  },
  plugins: [missingPackages, decoratorMetadata],
});
