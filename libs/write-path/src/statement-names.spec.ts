import { describe, expect, it } from '@jest/globals';
import { statementNames } from './statement-names.ts';
import { loadStatement, writeStatement } from './statements.ts';

describe('the names of prepared statements', () => {
  it('differ by text, and stay the same for a text', () => {
    const nameOf = statementNames();
    const [load, write] = [loadStatement([]), writeStatement([])];
    expect(nameOf(load)).toBe(nameOf(load));
    expect(nameOf(write)).not.toBe(nameOf(load));
    expect(nameOf(load).length).toBeLessThan(64);
  });

  it('are renewed as runs double, so that a plan made for an empty table does not stay, and come to an end', () => {
    const nameOf = statementNames();
    const names = Array.from({ length: 100_000 }, () => nameOf(loadStatement([])));
    expect(new Set(names).size).toBe(10);
    expect(names.indexOf(names[99]!)).toBe(63);
  });
});
