import { describe, expect, it } from '@jest/globals';
import { tally } from './test-tally.ts';

const file = (name: string, statuses: string[], message = '') => ({ name, message, assertionResults: statuses.map((status) => ({ status })) });

describe('the tally of a test run', () => {
  it('counts by tier', () => {
    expect(
      tally({
        testResults: [
          file('/w/libs/money/money.spec.ts', ['passed', 'passed']),
          file('/w/libs/outbox/relay.int.spec.ts', ['passed', 'failed'], 'expected 1'),
          file('/w/e2e/a.e2e.spec.ts', ['pending']),
        ],
      }),
    ).toEqual([
      { tier: 'unit', passed: 2, failed: 0, skipped: 0 },
      { tier: 'int', passed: 1, failed: 1, skipped: 0 },
      { tier: 'e2e', passed: 0, failed: 0, skipped: 1 },
    ]);
  });

  it('counts a file that could not be run as a failure', () => {
    expect(tally({ testResults: [file('/w/a.spec.ts', [], 'Cannot find module')] })).toEqual([{ tier: 'unit', passed: 0, failed: 1, skipped: 0 }]);
  });
});
