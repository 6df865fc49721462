import { readFileSync } from 'node:fs';
import { type JWK, SignJWT, importJWK } from 'jose';
import { ALGORITHM, AUDIENCE, ISSUER, type Role } from '../../libs/sign-in/src/caller.ts';

const LIFETIME = '2h';

/** Signs access tokens as the gateway does, with its key, without asking for passwords. */
export class Tokens {
  private readonly key: JWK;

  constructor(keyFile: string) {
    this.key = JSON.parse(readFileSync(keyFile, 'utf8')) as JWK;
  }

  async of(userId: string, role: Role): Promise<string> {
    return new SignJWT({ role })
      .setProtectedHeader({ alg: ALGORITHM, kid: this.key.kid, typ: 'JWT' })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(userId)
      .setIssuedAt()
      .setExpirationTime(LIFETIME)
      .sign(await importJWK(this.key, ALGORITHM));
  }

  /** The public half. */
  jwks(): { keys: JWK[] } {
    const { kty, crv, x, kid } = this.key;
    return { keys: [{ kty, crv, x, kid, alg: ALGORITHM, use: 'sig' } as JWK] };
  }
}
