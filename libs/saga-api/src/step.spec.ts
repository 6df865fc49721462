import { describe, expect, it } from '@jest/globals';
import { answers } from './step.ts';

const awaited = { sagaId: 'cancel-1', step: 'BEGIN_CANCEL_TICKET', attempt: 2 };

describe('a reply', () => {
  it('answers the attempt that is waited for, and so does the reply to an earlier one', () => {
    expect(answers(awaited, awaited)).toBe(true);
    expect(answers({ ...awaited, attempt: 1 }, awaited)).toBe(true);
  });

  it.each([
    ['another saga of the order', { ...awaited, sagaId: 'revise-1' }],
    ['a step that is behind', { ...awaited, step: 'UNDO_BEGIN_CANCEL_TICKET' }],
    ['an attempt that was never made', { ...awaited, attempt: 3 }],
  ])('to %s answers nothing', (_, told) => expect(answers(told, awaited)).toBe(false));

  it('answers nothing where nothing is waited for', () => expect(answers(awaited, undefined)).toBe(false));
});
