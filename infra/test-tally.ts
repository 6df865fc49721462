interface FileResult {
  readonly name: string;
  readonly message: string;
  readonly assertionResults: readonly { readonly status: string }[];
}

/** What Jest's `--json` says, as far as it is counted here. */
export interface JestResults {
  readonly testResults: readonly FileResult[];
}

export interface Tally {
  readonly tier: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The tier that a test file's suffix names. */
const tierOf = (file: string): string => /\.(int|contract|component|e2e)\.spec\.ts$/.exec(file)?.[1] ?? 'unit';

const order = ['unit', 'int', 'contract', 'component', 'e2e'];

const isRed = ({ message, assertionResults }: FileResult): boolean => message !== '' || assertionResults.some(({ status }) => status === 'failed');

/** More red files than this are no race. */
const FILES_AT_MOST = 3;

/** The red files that are run once more: a few, and none where a unit test is red, since those have nothing to race with. */
export const worthAnotherRun = ({ testResults }: JestResults): string[] => {
  const red = testResults.filter(isRed).map(({ name }) => name);
  return red.length > FILES_AT_MOST || red.some((name) => tierOf(name) === 'unit') ? [] : red;
};

/** The files of both runs, each with what its last one said. */
export const withRunAgain = (first: JestResults, again: JestResults): JestResults => {
  const renewed = new Map(again.testResults.map((file) => [file.name, file]));
  return { testResults: first.testResults.map((file) => renewed.get(file.name) ?? file) };
};

/** The files that were red before and are not any more. */
export const shakyFiles = (first: JestResults, last: JestResults): string[] =>
  first.testResults.filter((file, i) => isRed(file) && !isRed(last.testResults[i]!)).map(({ name }) => name);

/** Counts tests by tier. A file that could not be run counts as one failure. */
export const tally = ({ testResults }: JestResults): Tally[] =>
  order.flatMap((tier) => {
    const files = testResults.filter(({ name }) => tierOf(name) === tier);
    if (files.length === 0) return [];
    const statuses = files.flatMap(({ assertionResults }) => assertionResults.map(({ status }) => status));
    const count = (...wanted: string[]): number => statuses.filter((status) => wanted.includes(status)).length;
    const notRun = files.filter(({ assertionResults, message }) => message !== '' && !assertionResults.some(({ status }) => status === 'failed')).length;
    return [{ tier, passed: count('passed'), failed: count('failed') + notRun, skipped: count('pending', 'skipped', 'todo', 'disabled') }];
  });
