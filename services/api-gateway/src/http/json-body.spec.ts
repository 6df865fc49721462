import { describe, expect, it } from '@jest/globals';
import { parseBody } from './json-body.ts';

const parse = (text: string) => parseBody(Buffer.from(text));

/** Milliseconds that this process has worked: what others take of the machine is no cost. */
function worked(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

describe('a body', () => {
  it('is what its JSON says', () => {
    expect(parse('{"a":[1,"\\u00e9"]}')).toEqual({ a: [1, 'é'] });
    expect(parse('{"a":"__proto__ and constructor are words"}')).toEqual({ a: '__proto__ and constructor are words' });
  });

  it('may be missing', () => expect(parse('')).toBeUndefined());

  it.each(['{', 'undefined', "{'a':1}", '{"a":1}}', '\ufeff{}'])('%j is not JSON', (text) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'BODY_NOT_JSON' }));
  });

  it.each([
    ['{"__proto__":1}', '/__proto__'],
    ['[{"a":{"constructor":{}}}]', '/0/a/constructor'],
    ['{"a":{"\\u0070rototype":1}}', '/a/prototype'],
  ])('%s is refused by its field', (text, field) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ errors: [expect.objectContaining({ field })] }));
  });

  it('costs no more when it is nested as deep as can be', () => {
    const deep = (depth: number) => `${'['.repeat(depth)}{"__proto__":1}${']'.repeat(depth)}`;
    expect(() => parse(deep(20))).toThrow(expect.objectContaining({ code: 'REQUEST_NOT_VALID' }));
    const start = worked();
    expect(() => parse(deep(30_000))).toThrow(expect.objectContaining({ code: 'BODY_TOO_DEEP' }));
    expect(worked() - start).toBeLessThan(1_000);
  });

  it('costs no more when it is as wide as can be', () => {
    const start = worked();
    expect(parse(`{"\\u0061":[${'0,'.repeat(30_000)}0]}`)).toEqual({ a: Array(30_001).fill(0) });
    expect(worked() - start).toBeLessThan(1_000);
  });
});
