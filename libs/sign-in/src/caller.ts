export const roles = ['consumer', 'restaurant', 'courier', 'operator'] as const;
export type Role = (typeof roles)[number];

/** Who an access token names. A restaurant's staff act as the restaurant: `id` is the restaurant's. */
export interface Caller {
  readonly id: string;
  readonly role: Role;
}

/** What every token of this system carries as `iss` and `aud`. */
export const ISSUER = 'ftgo';
export const AUDIENCE = 'ftgo';
export const ALGORITHM = 'EdDSA';
