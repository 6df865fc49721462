import { describe, expect, it } from '@jest/globals';
import { testServers } from '../ground/test-servers.ts';
import { sameMessageAgain } from './same-message-again.ts';

describe('the same message three times, the last time to a receiver that was started again', () => {
  it('has its effect three times without an inbox', async () => {
    expect(await sameMessageAgain(await testServers(), 'at least once')).toBe(3);
  }, 120_000);

  it('has its effect once with one', async () => {
    expect(await sameMessageAgain(await testServers(), 'effectively once')).toBe(1);
  }, 120_000);
});
