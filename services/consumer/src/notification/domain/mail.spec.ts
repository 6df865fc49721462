import { describe, expect, it } from '@jest/globals';
import { type Mail, attempt, failed, refused, sent } from './mail.ts';
import { impatience, later, noon } from './notification.mother.ts';

const pending: Mail = { state: 'PENDING', attempts: 0, dueAt: noon };
const underWay = attempt(pending, noon, impatience);
const settled: Mail[] = [{ state: 'NONE' }, { state: 'SENT', attempts: 1 }, { state: 'FAILED', attempts: 1, detail: 'No such user here' }];

describe('a mail that is due', () => {
  it('is taken for an attempt, which is taken for lost a minute later', () => {
    expect(underWay).toEqual({ state: 'PENDING', attempts: 1, dueAt: later(60) });
  });

  it('is taken by one', () => expect(attempt(underWay, later(59), impatience)).toBe(underWay));

  it('is taken again when its attempt is lost', () => {
    expect(attempt(underWay, later(60), impatience)).toEqual({ state: 'PENDING', attempts: 2, dueAt: later(120) });
  });

  it('is given up when no attempt came to an end', () => {
    const lost: Mail = { state: 'PENDING', attempts: 4, dueAt: noon };
    expect(attempt(lost, noon, impatience)).toEqual({ state: 'FAILED', attempts: 4, detail: 'No attempt came to an end.' });
  });
});

describe('a mail under way', () => {
  it('is sent once the server has taken it', () => expect(sent(underWay)).toEqual({ state: 'SENT', attempts: 1 }));

  it('fails for good where nobody has the address', () => {
    expect(refused(underWay, 'No such user here')).toEqual({ state: 'FAILED', attempts: 1, detail: 'No such user here' });
  });

  it.each([
    [1, 2],
    [2, 4],
    [3, 5],
  ])('that failed %i times waits for %i seconds', (attempts, pause) => {
    const mail: Mail = { state: 'PENDING', attempts, dueAt: later(60) };
    expect(failed(mail, 'connection refused', noon, impatience)).toEqual({ ...mail, dueAt: later(pause), detail: 'connection refused' });
  });

  it('is given up with its last attempt', () => {
    expect(failed({ state: 'PENDING', attempts: 4, dueAt: later(60) }, 'connection refused', noon, impatience)).toEqual({
      state: 'FAILED',
      attempts: 4,
      detail: 'connection refused',
    });
  });
});

describe.each(settled)('a mail that is $state', (mail) => {
  it('stays so', () => {
    expect(attempt(mail, later(1_000), impatience)).toBe(mail);
    expect(sent(mail)).toBe(mail);
    expect(failed(mail, 'late', noon, impatience)).toBe(mail);
    expect(refused(mail, 'late')).toBe(mail);
  });
});
