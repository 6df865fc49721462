import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { contentTag } from './content-tag.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ftgo-content-'));
  mkdirSync(join(folder, 'order'));
  writeFileSync(join(folder, 'order', 'main.mjs'), 'order');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the tag of what is inside', () => {
  it('is one that any registry takes', () => expect(contentTag([folder])).toMatch(/^[0-9a-f]{12}$/));

  it('is the same for the same, whenever it was made', () => {
    const before = contentTag([folder]);
    utimesSync(join(folder, 'order', 'main.mjs'), 0, 0);
    expect(contentTag([folder])).toBe(before);
  });

  it.each([
    ['a changed file', () => writeFileSync(join(folder, 'order', 'main.mjs'), 'order 2')],
    ['a file of another name', () => writeFileSync(join(folder, 'order', 'more.mjs'), '')],
  ])('is another with %s', (_, change) => {
    const before = contentTag([folder]);
    change();
    expect(contentTag([folder])).not.toBe(before);
  });
});
