import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Made once for this data folder and readable by its owner only; nothing in the sources is a secret. */
export interface Secrets {
  readonly postgres: string;
  readonly databases: Readonly<Record<string, string>>;
}

const once = (file: string, make: () => string): string => {
  if (!existsSync(file)) writeFileSync(file, make(), { mode: 0o600 });
  return readFileSync(file, 'utf8');
};

const password = (): string => randomBytes(18).toString('base64url');

export const secretsIn = (folder: string, databases: readonly string[]): Secrets =>
  JSON.parse(
    once(join(folder, 'secrets.json'), () =>
      JSON.stringify({ postgres: password(), databases: Object.fromEntries(databases.map((name) => [name, password()])) }, undefined, 2),
    ),
  ) as Secrets;

/** The gateway's signing key: a private Ed25519 JWK. Returns the file. */
export const tokenKeyIn = (folder: string): string => {
  const file = join(folder, 'token-key.json');
  once(file, () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const jwk = { ...privateKey.export({ format: 'jwk' }), alg: 'EdDSA', use: 'sig', kid: randomBytes(8).toString('hex') };
    return JSON.stringify(jwk, undefined, 2);
  });
  return file;
};
