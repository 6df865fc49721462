import { describe, expect, it } from '@jest/globals';
import { shakyFiles, tally, withRunAgain, worthAnotherRun } from './test-tally.ts';

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

describe('what is run once more', () => {
  const red = (name: string) => file(name, ['passed', 'failed'], 'expected 1');
  const green = (name: string) => file(name, ['passed', 'passed']);
  const races = ['/w/a.int.spec.ts', '/w/b.component.spec.ts', '/w/c.e2e.spec.ts', '/w/d.contract.spec.ts'];

  it('is the few red files of tests on real servers', () => {
    expect(worthAnotherRun({ testResults: [green('/w/e.int.spec.ts'), ...races.slice(0, 3).map(red)] })).toEqual(races.slice(0, 3));
  });

  it('is nothing where many are red, or a unit test is', () => {
    expect(worthAnotherRun({ testResults: races.map(red) })).toEqual([]);
    expect(worthAnotherRun({ testResults: [red('/w/a.int.spec.ts'), red('/w/pure.spec.ts')] })).toEqual([]);
  });

  it('counts as it ended, and is named where that was otherwise than before', () => {
    const first = { testResults: [green('/w/e.int.spec.ts'), red('/w/a.int.spec.ts'), red('/w/b.int.spec.ts')] };
    const last = withRunAgain(first, { testResults: [green('/w/b.int.spec.ts'), red('/w/a.int.spec.ts')] });
    expect(tally(last)).toEqual([{ tier: 'int', passed: 5, failed: 1, skipped: 0 }]);
    expect(shakyFiles(first, last)).toEqual(['/w/b.int.spec.ts']);
  });

  it('counts as failed where it was not run again', () => {
    const first = { testResults: [red('/w/a.int.spec.ts')] };
    expect(withRunAgain(first, { testResults: [] })).toEqual(first);
  });
});
