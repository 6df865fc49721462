import { describe, expect, it } from '@jest/globals';
import { type Menu, replace } from './menu.ts';
import { ajantasMenu } from './order.mother.ts';

const newer: Menu = { version: 2, items: new Map() };

describe('the replica of a menu', () => {
  it('is taken over when it is the first', () => expect(replace(undefined, ajantasMenu)).toBe(ajantasMenu));
  it('follows what is newer', () => expect(replace(ajantasMenu, newer)).toBe(newer));
  it('ignores what is older or the same', () => {
    expect(replace(newer, ajantasMenu)).toBe(newer);
    expect(replace(ajantasMenu, { ...ajantasMenu })).toBe(ajantasMenu);
  });
});
