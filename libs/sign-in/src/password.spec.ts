import { describe, expect, it } from '@jest/globals';
import { hashPassword, isPasswordHash, verifyPassword } from './password.ts';

describe('a password', () => {
  it('is right only letter by letter', async () => {
    const hash = await hashPassword('ftgo-demo');
    expect(await verifyPassword('ftgo-demo', hash)).toBe(true);
    expect(await verifyPassword('ftgo-demO', hash)).toBe(false);
    expect(await verifyPassword('', hash)).toBe(false);
  });

  it('is kept as Argon2id with the recommended cost, salted anew each time', async () => {
    const [one, other] = await Promise.all([hashPassword('same'), hashPassword('same')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(one).not.toBe(other);
    expect(isPasswordHash(one)).toBe(true);
  });

  it('is the same however the keyboard composes its letters', async () => {
    expect(await verifyPassword('cafe\u0301', await hashPassword('caf\u00e9'))).toBe(true);
  });

  it('verifies against the reference implementation with other parameters', async () => {
    // argon2 command line of the reference implementation: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -e
    const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await verifyPassword('password', reference)).toBe(true);
  });

  it('of nobody is never right, and costs as much', async () => {
    const hash = await hashPassword('right');
    const [known, unknown] = await fastest(() => verifyPassword('wrong', hash), () => verifyPassword('wrong', undefined));
    expect(await verifyPassword('', undefined)).toBe(false);
    expect(unknown).toBeGreaterThan(known / 3);
  });

  it('kept in another form is a fault, not a no', async () => {
    expect(isPasswordHash('5f4dcc3b5aa765d61d8327deb882cf99')).toBe(false);
    await expect(verifyPassword('password', '5f4dcc3b5aa765d61d8327deb882cf99')).rejects.toThrow('not an Argon2id');
  });
});

/** In turns, so that whatever else the machine does slows both down. */
async function fastest(one: () => Promise<unknown>, other: () => Promise<unknown>): Promise<[one: number, other: number]> {
  const least: [number, number] = [Infinity, Infinity];
  for (let i = 0; i < 8; i++) {
    for (const [at, work] of [one, other].entries()) {
      const start = performance.now();
      await work();
      least[at] = Math.min(least[at]!, performance.now() - start);
    }
  }
  return least;
}
