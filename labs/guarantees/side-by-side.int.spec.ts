import { beforeAll, describe, expect, it } from '@jest/globals';
import { testServers } from '../ground/test-servers.ts';
import { type SideBySide, sideBySide } from './side-by-side.ts';

describe('a stream with a lost answer, a lost message, and a receiver killed before and one after it handled a message', () => {
  let played: SideBySide;
  beforeAll(async () => {
    played = await sideBySide(await testServers());
  }, 180_000);

  it('loses, at most once, the message that was lost and the one that was not handled; nothing is doubled', () => {
    expect(played['at most once']).toMatchObject({ sent: 120, effects: 118, lost: 2, doubled: 0 });
  });

  it('doubles, at least once, the message that was sent again and the one that was handled again; nothing is lost', () => {
    expect(played['at least once']).toMatchObject({ sent: 120, effects: 122, lost: 0, doubled: 2 });
  });

  it('neither loses nor doubles anything with the inbox', () => {
    expect(played['effectively once']).toMatchObject({ sent: 120, effects: 120, lost: 0, doubled: 0 });
  });
});
