/** What became of the steps that were taken. */
export interface Tally {
  readonly sent: number;
  /** How often a step had its effect, repeats included. */
  readonly effects: number;
  /** Steps that never had their effect. */
  readonly lost: number;
  /** Effects beyond a step's first. */
  readonly doubled: number;
  /** Steps whose effect came after that of a later step of their aggregate. */
  readonly late: number;
  /** Aggregates that were left as a step before their last made them. */
  readonly wrongInTheEnd: number;
}

/** @param handled the steps 1 to `stepsEach` of each aggregate, in the order in which they had their effect. */
export function tallyOf(aggregates: readonly string[], stepsEach: number, handled: ReadonlyMap<string, readonly number[]>): Tally {
  const lists = aggregates.map((id) => handled.get(id) ?? []);
  const firsts = lists.map((list) => [...new Set(list)]);
  const sum = (of: (list: readonly number[]) => number, over = lists): number => over.reduce((total, list) => total + of(list), 0);
  return {
    sent: aggregates.length * stepsEach,
    effects: sum((list) => list.length),
    lost: sum((list) => stepsEach - list.length, firsts),
    doubled: sum((list) => list.length - new Set(list).size),
    late: sum(lateIn, firsts),
    wrongInTheEnd: lists.filter((list) => list.at(-1) !== stepsEach).length,
  };
}

function lateIn(steps: readonly number[]): number {
  let latest = 0;
  return steps.filter((n) => {
    const late = n < latest;
    latest = Math.max(latest, n);
    return late;
  }).length;
}
