import { describe, expect, it } from '@jest/globals';
import { type GenerationDocument, generationLine } from './generation-line.ts';

const building: GenerationDocument = {
  service: 'order',
  view: 'order-history',
  generation: 2,
  state: 'BUILDING',
  since: '2026-11-21T12:00:00.000Z',
  read: 1234,
  total: 5000,
  deadLetters: 0,
};

describe('a generation on one line', () => {
  it('says how far it has come', () => {
    expect(generationLine(building)).toBe('order  order-history  generation 2  BUILDING  since 2026-11-21T12:00:00.000Z  1234 of 5000 messages (24 %)');
  });

  it('is not through before the last message, and is with none at all', () => {
    expect(generationLine({ ...building, read: 4999 })).toContain('(99 %)');
    expect(generationLine({ ...building, read: 0, total: 0 })).toContain('(100 %)');
  });

  it('says what it waits for', () => {
    expect(generationLine({ ...building, deadLetters: 2 })).toMatch(/waits for 2 dead letters/);
  });
});
