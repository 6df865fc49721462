import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseName, databaseServices, databaseUrl } from '../databases.ts';
import { workspaceRoot } from '../folders.ts';
import { hashedOperator } from '../operator.ts';
import { secretsIn, tokenKeyIn } from '../secrets.ts';
import { serviceNames } from '../services.ts';

export const localOverlay = join(workspaceRoot, 'k8s', 'overlays', 'local');

/** The Service of components/postgres. */
const postgresServer = 'postgresql://postgres@postgres:5432/postgres';

const withPassword = (url: string, password: string): string => Object.assign(new URL(url), { password }).href;

const asEnv = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values).map(([name, value]) => `${name}=${value}\n`).join('');

const kustomization = (tag: string): string => `# Written by \`npm run k8s:local\`; not kept in Git.
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
images:
${[...serviceNames, 'setup'].map((name) => `  - { name: ftgo/${name}, newTag: "${tag}" }`).join('\n')}
secretGenerator:
${[...databaseServices.map((service) => `${service}-database-app`), 'postgres'].map((name) => `  - { name: ${name}, envs: [${name}.env] }`).join('\n')}
  - { name: api-gateway, envs: [api-gateway.env], files: [token-key.json] }
`;

/**
 * Writes what the local overlay lacks: passwords and a signing key, made once and kept, and the tag of the images.
 *
 * @param overlay the folder of the overlay, or of a copy
 */
export async function writeOwn(tag: string, overlay: string = localOverlay): Promise<void> {
  const own = join(overlay, 'own');
  mkdirSync(own, { recursive: true, mode: 0o700 });
  const secrets = secretsIn(own, databaseServices);
  tokenKeyIn(own);
  const files: Record<string, Record<string, string>> = {
    postgres: { password: secrets.postgres, uri: withPassword(postgresServer, secrets.postgres) },
  };
  // Salted, so another each time, for which every gateway would be started anew.
  if (!existsSync(join(own, 'api-gateway.env'))) {
    const { email, passwordHash } = await hashedOperator();
    files['api-gateway'] = { 'operator-email': email, 'operator-password-hash': passwordHash };
  }
  // By the names and keys that CloudNativePG gives to such Secrets.
  for (const service of databaseServices) {
    const password = secrets.databases[service]!;
    files[`${service}-database-app`] = { username: databaseName(service), password, uri: databaseUrl(postgresServer, service, password) };
  }
  for (const [name, values] of Object.entries(files)) writeFileSync(join(own, `${name}.env`), asEnv(values), { mode: 0o600 });
  writeFileSync(join(own, 'kustomization.yaml'), kustomization(tag));
}
