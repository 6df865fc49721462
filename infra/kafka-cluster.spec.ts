import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { brokerCount } from './kafka-cluster.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ftgo-cluster-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const madeWith = (...names: string[]): void => names.forEach((name) => mkdirSync(join(folder, name, 'data'), { recursive: true }));

describe('the number of brokers', () => {
  it('is one at first, unless told', () => {
    expect([brokerCount(folder), brokerCount(folder, 3)]).toEqual([1, 3]);
  });

  it('stays what the data were made with', () => {
    madeWith('kafka-1', 'kafka-2', 'kafka-3');
    expect([brokerCount(folder), brokerCount(folder, 3)]).toEqual([3, 3]);
  });

  it('does not change on data that are there', () => {
    madeWith('kafka');
    expect(() => brokerCount(folder, 3)).toThrow(
      `The data in ${folder} were made with one broker and cannot be used with 3 brokers: \`npm run reset\` forgets them, FTGO_DATA_DIR names another folder, --brokers 1 goes on with them.`,
    );
  });
});
