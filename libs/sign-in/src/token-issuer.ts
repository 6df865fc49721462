import { readFile } from 'node:fs/promises';
import { type CryptoKey, type JSONWebKeySet, type JWK, SignJWT, calculateJwkThumbprint, importJWK } from 'jose';
import { ALGORITHM, AUDIENCE, type Caller, ISSUER } from './caller.ts';

const LIFETIME_SECONDS = 3600;

export interface IssuedToken {
  readonly accessToken: string;
  /** Seconds from now. */
  readonly expiresIn: number;
}

/**
 * Signs access tokens (JWT, RFC 7519, with Ed25519, RFC 8037) and publishes the keys that verify them.
 *
 * To rotate without refusing anybody: add the new key behind the old one and restart; when verifiers have had time to
 * read it (ten minutes), put it first; when the last old token has expired (an hour), take the old key out.
 */
export class TokenIssuer {
  private constructor(
    private readonly signingKey: CryptoKey,
    private readonly kid: string,
    private readonly published: JSONWebKeySet,
  ) {}

  /** @param path of a JSON file: a private Ed25519 JWK, or a set `{"keys": […]}` of which the first signs. */
  static async fromFile(path: string): Promise<TokenIssuer> {
    const content = JSON.parse(await readFile(path, 'utf8')) as JWK | JSONWebKeySet;
    return TokenIssuer.fromKeys('keys' in content ? (content as JSONWebKeySet).keys : [content as JWK]);
  }

  /** @throws Error where one of them is not a private Ed25519 key, or there is none. */
  static async fromKeys(keys: readonly JWK[]): Promise<TokenIssuer> {
    const named = await Promise.all(keys.map(async (key) => ({ ...key, kid: key.kid ?? (await calculateJwkThumbprint(key)) })));
    for (const { kty, crv, d, kid } of named) {
      if (kty !== 'OKP' || crv !== 'Ed25519' || !d) throw new Error(`The key ${kid} is not a private Ed25519 JWK`);
    }
    const [first] = named;
    if (!first) throw new Error('There is no key to sign access tokens with');
    const published = named.map(({ kty, crv, x, kid }) => ({ kty, crv, x, kid, alg: ALGORITHM, use: 'sig' }));
    return new TokenIssuer((await importJWK(first, ALGORITHM)) as CryptoKey, first.kid, { keys: published as JWK[] });
  }

  async issue({ id, role }: Caller, now = new Date()): Promise<IssuedToken> {
    const issuedAt = Math.floor(now.getTime() / 1000);
    const accessToken = await new SignJWT({ role })
      .setProtectedHeader({ alg: ALGORITHM, kid: this.kid, typ: 'JWT' })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(id)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + LIFETIME_SECONDS)
      .sign(this.signingKey);
    return { accessToken, expiresIn: LIFETIME_SECONDS };
  }

  /** The public halves of all keys, for `/.well-known/jwks.json`. */
  jwks(): JSONWebKeySet {
    return this.published;
  }
}
