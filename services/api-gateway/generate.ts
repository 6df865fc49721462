// Makes src/generated/openapi.ts of openapi.yaml, so that the bundle carries the document. `node services/api-gateway/generate.ts`
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const document: unknown = parse(readFileSync(join(import.meta.dirname, 'openapi.yaml'), 'utf8'));
const folder = join(import.meta.dirname, 'src', 'generated');
mkdirSync(folder, { recursive: true });
writeFileSync(
  join(folder, 'openapi.ts'),
  `import type { OpenAPIObject } from '@nestjs/swagger';\n\nexport const openapi = ${JSON.stringify(document, undefined, 2)} as unknown as OpenAPIObject;\n`,
);
