/** What Jest's `--json` says, as far as it is counted here. */
interface JestResults {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
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
