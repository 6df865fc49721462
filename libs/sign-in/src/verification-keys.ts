import { type JSONWebKeySet, type JWTVerifyGetKey, createLocalJWKSet, createRemoteJWKSet, errors } from 'jose';

const FETCH_TIMEOUT_MS = 2_000;
/** An unknown key id makes us read the keys again, but not more often than this. */
const COOL_DOWN_MS = 5_000;
/** How long a key that was taken out may still be believed. */
const REFRESH_EVERY_MS = 10 * 60_000;

/** The keys could not be read, and the one that is asked for is not known from before. */
export class KeysUnavailable extends Error {}

/** Where the keys are that verify tokens. */
export interface VerificationKeys {
  readonly find: JWTVerifyGetKey;
  /** Grows whenever the keys were read anew: what was verified before must be verified again. */
  generation(): number;
}

export const fixedKeys = (jwks: JSONWebKeySet): VerificationKeys => ({ find: createLocalJWKSet(jwks), generation: () => 0 });

/**
 * Keys read from a JWKS endpoint when first needed. They are read again in the background once in a while; as long as
 * the endpoint is away, those known from before serve.
 */
export function remoteKeys(url: string, refreshEveryMs = REFRESH_EVERY_MS, coolDownMs = COOL_DOWN_MS): VerificationKeys {
  const remote = createRemoteJWKSet(new URL(url), { cacheMaxAge: Infinity, cooldownDuration: coolDownMs, timeoutDuration: FETCH_TIMEOUT_MS });
  let generation = 0;
  let readAt = Date.now();

  const readAgain = (): void => {
    if (Date.now() - readAt < refreshEveryMs) return;
    readAt = Date.now();
    remote.reload().then(
      () => generation++,
      () => undefined,
    );
  };

  return {
    generation: () => {
      readAgain();
      return generation;
    },
    find: async (header, token) => {
      try {
        return await remote(header, token);
      } catch (error) {
        if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JOSENotSupported) throw error;
        throw new KeysUnavailable(`The keys at ${url} cannot be read`, { cause: error });
      }
    },
  };
}
