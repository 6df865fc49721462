import { type JSONWebKeySet, errors, jwtVerify } from 'jose';
import { Refusal } from '@ftgo/refusals';
import { ALGORITHM, AUDIENCE, type Caller, ISSUER, type Role, roles } from './caller.ts';
import { RecentlyUsed } from './recently-used.ts';
import { KeysUnavailable, type VerificationKeys, fixedKeys, remoteKeys } from './verification-keys.ts';

const REMEMBERED_TOKENS = 5_000;

interface Verified {
  readonly caller: Caller;
  readonly expiresAt: number;
}

/** Says whom an access token names. A token seen before costs a look-up until it expires. */
export class TokenVerifier {
  private readonly verified = new RecentlyUsed<string, Verified>(REMEMBERED_TOKENS);
  private generation = 0;

  constructor(private readonly keys: VerificationKeys) {}

  /** Verifies by the keys at a JWKS endpoint, which are read when first needed. */
  static fromUrl(url: string): TokenVerifier {
    return new TokenVerifier(remoteKeys(url));
  }

  static fromKeys(jwks: JSONWebKeySet): TokenVerifier {
    return new TokenVerifier(fixedKeys(jwks));
  }

  /**
   * @throws Refusal `TOKEN_INVALID` or `TOKEN_EXPIRED` (unauthenticated); `TOKEN_KEYS_UNAVAILABLE` (overloaded) while
   * the key it needs cannot be read.
   */
  async verify(token: string): Promise<Caller> {
    this.forgetAfterNewKeys();
    const known = this.verified.get(token);
    if (known) {
      if (known.expiresAt > Date.now()) return known.caller;
      throw expired();
    }
    const fresh = await this.check(token);
    this.verified.set(token, fresh);
    return fresh.caller;
  }

  private async check(token: string): Promise<Verified> {
    try {
      const { payload } = await jwtVerify<{ role?: unknown }>(token, this.keys.find, {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: AUDIENCE,
        requiredClaims: ['sub', 'exp'],
      });
      if (!isRole(payload.role)) throw invalid();
      return { caller: { id: payload.sub!, role: payload.role }, expiresAt: payload.exp! * 1000 };
    } catch (error) {
      if (error instanceof Refusal) throw error;
      if (error instanceof errors.JWTExpired) throw expired();
      if (error instanceof KeysUnavailable) throw new Refusal('overloaded', 'TOKEN_KEYS_UNAVAILABLE', 'Access tokens cannot be verified at the moment');
      throw invalid();
    }
  }

  private forgetAfterNewKeys(): void {
    const generation = this.keys.generation();
    if (generation === this.generation) return;
    this.generation = generation;
    this.verified.clear();
  }
}

const isRole = (role: unknown): role is Role => roles.includes(role as Role);
const invalid = () => new Refusal('unauthenticated', 'TOKEN_INVALID', 'The access token is not valid: sign in again');
const expired = () => new Refusal('unauthenticated', 'TOKEN_EXPIRED', 'The access token has expired: sign in again');
