import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { INestApplication } from '@nestjs/common';
import { SwaggerModule } from '@nestjs/swagger';
import { openapi } from '../generated/openapi.ts';

/** Serves openapi.yaml at /docs, for people and, as JSON and YAML, for tools. */
export function serveDocumentation(app: INestApplication): void {
  SwaggerModule.setup('docs', app, openapi, {
    jsonDocumentUrl: 'docs/openapi.json',
    yamlDocumentUrl: 'docs/openapi.yaml',
    customSiteTitle: 'FTGO API',
    // The page's files lie in their package, not in the bundle.
    customSwaggerUiPath: dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json')),
  });
}
