import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type JWK, SignJWT, exportJWK, generateKeyPair, importJWK } from 'jose';
import { TokenIssuer } from './token-issuer.ts';
import { TokenVerifier } from './token-verifier.ts';
import { remoteKeys } from './verification-keys.ts';

const jane = { id: '0199a1b2-0000-7000-8000-000000000001', role: 'consumer' } as const;

async function someKey(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid };
}

async function signed(key: JWK, change: (token: SignJWT) => SignJWT, role: unknown = 'consumer'): Promise<string> {
  const token = new SignJWT({ role }).setIssuer('ftgo').setAudience('ftgo').setSubject(jane.id).setExpirationTime('1h');
  return change(token.setProtectedHeader({ alg: 'EdDSA', kid: key.kid! })).sign(await importJWK(key, 'EdDSA'));
}

const refused = (code: string) => expect.objectContaining({ kind: 'unauthenticated', code });

describe('an access token', () => {
  it('names its caller for an hour', async () => {
    const issuer = await TokenIssuer.fromKeys([await someKey('a')]);
    const { accessToken, expiresIn } = await issuer.issue(jane);
    const verifier = TokenVerifier.fromKeys(issuer.jwks());
    expect(expiresIn).toBe(3600);
    expect(await verifier.verify(accessToken)).toEqual(jane);
    expect(await verifier.verify(accessToken)).toEqual(jane);
  });

  it('is refused once it has expired, also by a verifier that knows it', async () => {
    const key = await someKey('a');
    const issuer = await TokenIssuer.fromKeys([key]);
    const verifier = TokenVerifier.fromKeys(issuer.jwks());
    const { accessToken } = await issuer.issue(jane, new Date(Date.now() - 3_601_000));
    await expect(verifier.verify(accessToken)).rejects.toEqual(refused('TOKEN_EXPIRED'));

    const brief = await signed(key, (token) => token.setExpirationTime(new Date(Date.now() + 60_000)));
    await verifier.verify(brief);
    const now = Date.now;
    Date.now = () => now() + 60_000;
    try {
      await expect(verifier.verify(brief)).rejects.toEqual(refused('TOKEN_EXPIRED'));
    } finally {
      Date.now = now;
    }
  });

  it('is refused in any other shape', async () => {
    const key = await someKey('a');
    const issuer = await TokenIssuer.fromKeys([key]);
    const verifier = TokenVerifier.fromKeys(issuer.jwks());
    const { accessToken } = await issuer.issue(jane);
    const [header, payload, signature] = accessToken.split('.') as [string, string, string];
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const hmac = (alg: string) =>
      new SignJWT(claims).setProtectedHeader({ alg, kid: 'a' }).sign(Buffer.from(String(issuer.jwks().keys[0]!.x).repeat(2)));

    const forged: Record<string, string> = {
      'a promoted role': `${header}.${encoded({ ...claims, role: 'operator' })}.${signature}`,
      'a cut signature': accessToken.slice(0, -4),
      'no signature': `${header}.${payload}.`,
      'the algorithm none': `${encoded({ alg: 'none' })}.${payload}.`,
      'HMAC with the public key': await hmac('HS256'),
      'a key that is not ours': await signed({ ...(await someKey('a')) }, (token) => token),
      'an unknown key id': await signed(await someKey('z'), (token) => token),
      'another issuer': await signed(key, (token) => token.setIssuer('elsewhere')),
      'another audience': await signed(key, (token) => token.setAudience('elsewhere')),
      'an unknown role': await signed(key, (token) => token, 'root'),
      'no role': await signed(key, (token) => token, null),
      'not yet valid': await signed(key, (token) => token.setNotBefore('2h')),
      'no token at all': 'nonsense',
      empty: '',
    };
    for (const [what, token] of Object.entries(forged)) {
      await expect(verifier.verify(token).then(() => what)).rejects.toEqual(refused('TOKEN_INVALID'));
    }
  });
});

describe('the keys', () => {
  it('are published without their private halves', async () => {
    const issuer = await TokenIssuer.fromKeys([await someKey('a'), await someKey('b')]);
    expect(issuer.jwks().keys).toEqual(
      ['a', 'b'].map((kid) => ({ kid, kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig', x: expect.any(String) })),
    );
  });

  it('rotate: the first signs, and what the others signed is still good', async () => {
    const [old, young] = [await someKey('old'), await someKey('young')];
    const before = await (await TokenIssuer.fromKeys([old, young])).issue(jane);
    const rotated = await TokenIssuer.fromKeys([young, old]);
    const after = await rotated.issue(jane);
    expect(JSON.parse(Buffer.from(after.accessToken.split('.')[0]!, 'base64url').toString())).toMatchObject({ kid: 'young' });
    const verifier = TokenVerifier.fromKeys(rotated.jwks());
    expect(await verifier.verify(before.accessToken)).toEqual(jane);
    expect(await verifier.verify(after.accessToken)).toEqual(jane);
  });

  it('of another kind are not taken', async () => {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    await expect(TokenIssuer.fromKeys([await exportJWK(privateKey)])).rejects.toThrow('not a private Ed25519');
    const { d: _, ...publicOnly } = await someKey('a');
    await expect(TokenIssuer.fromKeys([publicOnly])).rejects.toThrow('not a private Ed25519');
    await expect(TokenIssuer.fromKeys([])).rejects.toThrow('no key');
  });
});

describe('keys read from an endpoint', () => {
  let server: Server | undefined;
  let reads = 0;
  afterEach(() => void server?.close());

  async function published(keys: () => readonly JWK[]): Promise<string> {
    reads = 0;
    server = createServer(async (_, response) => {
      reads++;
      const jwks = (await TokenIssuer.fromKeys(keys())).jwks();
      response.setHeader('connection', 'close').end(JSON.stringify(jwks));
    });
    await new Promise<void>((listening) => server!.listen(0, '127.0.0.1', listening));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }
  const away = () => new Promise((closed) => server!.close(closed));

  it('serve on while the endpoint is away', async () => {
    const key = await someKey('a');
    const issuer = await TokenIssuer.fromKeys([key]);
    const verifier = new TokenVerifier(remoteKeys(await published(() => [key]), 0, 0));
    await verifier.verify((await issuer.issue(jane)).accessToken);
    await away();
    const { accessToken } = await issuer.issue({ ...jane, role: 'courier' });
    expect(await verifier.verify(accessToken)).toMatchObject({ role: 'courier' });
    expect(await verifier.verify(accessToken)).toMatchObject({ role: 'courier' });
  });

  it('never read yet are a passing fault, not a false token', async () => {
    const key = await someKey('a');
    const url = await published(() => [key]);
    await away();
    const { accessToken } = await (await TokenIssuer.fromKeys([key])).issue(jane);
    await expect(TokenVerifier.fromUrl(url).verify(accessToken)).rejects.toMatchObject({ kind: 'overloaded' });
  });

  it('are read once for many tokens, and again for a new key', async () => {
    const keys = [await someKey('a')];
    const verifier = new TokenVerifier(remoteKeys(await published(() => keys), 600_000, 0));
    const first = await TokenIssuer.fromKeys(keys);
    await Promise.all(Array.from({ length: 20 }, async () => verifier.verify((await first.issue(jane)).accessToken)));
    expect(reads).toBe(1);
    keys.unshift(await someKey('b'));
    await verifier.verify((await (await TokenIssuer.fromKeys(keys)).issue(jane)).accessToken);
    expect(reads).toBe(2);
  });

  it('that were taken out are no longer believed after the next reading', async () => {
    const leaked = await someKey('leaked');
    let keys = [leaked];
    const verification = remoteKeys(await published(() => keys), 0, 0);
    const verifier = new TokenVerifier(verification);
    const { accessToken } = await (await TokenIssuer.fromKeys([leaked])).issue(jane);
    await verifier.verify(accessToken);
    keys = [await someKey('new')];
    for (let before = verification.generation(), tries = 0; verification.generation() <= before + 1 && tries < 100; tries++) {
      await fetch(`http://127.0.0.1:${(server!.address() as AddressInfo).port}/`);
    }
    await expect(verifier.verify(accessToken)).rejects.toEqual(refused('TOKEN_INVALID'));
  });
});
