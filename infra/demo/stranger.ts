import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { importJWK, SignJWT } from 'jose';
// The file itself: the package as a whole needs a compiler, and this is run as it stands.
import { ALGORITHM, AUDIENCE, ISSUER } from '../../libs/sign-in/src/caller.ts';
import type { Gateway } from './gateway.ts';
import { Person } from './person.ts';

/**
 * Somebody with a good token whom FTGO does not know. Only the owner of a local stack can make one: its signing key lies in
 * its data folder.
 */
export async function strangerWithAToken(gateway: Gateway, tokenKeyFile: string): Promise<Person> {
  const jwk = JSON.parse(readFileSync(tokenKeyFile, 'utf8'));
  const id = randomUUID();
  const token = await new SignJWT({ role: 'consumer' })
    .setProtectedHeader({ alg: ALGORITHM, kid: jwk.kid, typ: 'JWT' })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(id)
    .setIssuedAt()
    .setExpirationTime('5 minutes')
    .sign(await importJWK(jwk, ALGORITHM));
  return new Person(gateway, 'Nobody', id, token);
}
