import { describe, expect, it } from '@jest/globals';
import { eventually } from './eventually.ts';

describe('eventually', () => {
  it('returns what the probe returned as soon as it no longer throws', async () => {
    let asked = 0;
    const answer = await eventually(() => {
      asked += 1;
      if (asked < 3) throw new Error('not yet');
      return asked;
    });
    expect(answer).toBe(3);
  });

  it("shows the last probe's explanation when it gives up", async () => {
    let asked = 0;
    const giveUp = eventually(
      () => {
        throw new Error(`the order is in version ${(asked += 1)}`);
      },
      { within: 100 },
    );
    const { message } = await giveUp.catch((error: Error) => error);
    expect(message).toMatch(new RegExp(`100 ms.*\\nthe order is in version ${asked}$`));
  });

  it('does not wait for a probe that never answers', async () => {
    await expect(eventually(() => new Promise(() => undefined), { within: 60 })).rejects.toThrow(/did not answer/);
  });
});
