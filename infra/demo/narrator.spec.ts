import { describe, expect, it } from '@jest/globals';
import { Narrator } from './narrator.ts';

const narrated = (tell: (narrator: Narrator) => void, coloured = false) => {
  const lines: string[] = [];
  const narrator = new Narrator((line) => lines.push(line), coloured);
  tell(narrator);
  return { narrator, text: lines.join('\n') };
};

describe('the narrator', () => {
  it('tells when something happened since the cue', () => {
    const began = performance.now();
    let seenAt = began;
    const { text } = narrated((narrator) => {
      narrator.cue();
      seenAt = performance.now() + 12;
      narrator.message('OrderCreated', 'ftgo.order.events', seenAt);
    });
    const [, told] = /^ +(\d+) ms {2}· OrderCreated +ftgo\.order\.events$/.exec(text) ?? [];
    expect(Number(told)).toBeGreaterThanOrEqual(12);
    expect(Number(told)).toBeLessThanOrEqual(Math.round(seenAt - began));
  });

  it('uses colour only where it may', () => {
    const tell = (narrator: Narrator) => narrator.check('the order is APPROVED', true);
    // eslint-disable-next-line no-control-regex
    expect(narrated(tell).text).not.toMatch(/\u001b/);
    // eslint-disable-next-line no-control-regex
    expect(narrated(tell, true).text).toMatch(/\u001b/);
  });

  it('is content where every check held', () => {
    const { narrator } = narrated((each) => each.check('the order is APPROVED', true));
    expect(narrator.verdict()).toBe(true);
  });

  it('names at the end what was not as it should be, and in which story', () => {
    const { text } = narrated((each) => {
      each.title('approved', 'An order.');
      each.check('the order is APPROVED', false, 'it is REJECTED');
      each.check('its amount is held', true);
      expect(each.verdict()).toBe(false);
    });
    expect(text).toContain('approved: the order is APPROVED: it is REJECTED');
  });
});
