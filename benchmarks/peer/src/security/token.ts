import { createRemoteJWKSet, jwtVerify } from 'jose';
import { environment } from '../environment.ts';

const keys = createRemoteJWKSet(new URL(environment.jwksUrl()));

/** The consumer that an access token names. Rejects where it is not valid, or names somebody else. */
export async function consumerIn(authorization: string | undefined): Promise<string> {
  const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  if (!token) throw new Error('there is no access token');
  const { payload } = await jwtVerify<{ role?: unknown }>(token, keys, { algorithms: ['EdDSA'], issuer: 'ftgo', audience: 'ftgo' });
  if (payload.role !== 'consumer' || !payload.sub) throw new Error('the access token is not a consumer\'s');
  return payload.sub;
}
