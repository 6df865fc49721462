interface Totalled {
  readonly state: string;
  readonly total?: { readonly amount: number } | undefined;
}

/** One rule between books: whether it holds, and the figures. */
export class Check {
  private constructor(
    readonly name: string,
    readonly ok: boolean,
    readonly detail: string,
  ) {}

  /** A side that is undefined could not be asked for. */
  static equal(name: string, one: number | undefined, other: number | undefined): Check {
    if (one === undefined || other === undefined) return new Check(name, false, 'a service could not be asked');
    return new Check(name, one === other, `${one} = ${other}`.replace('=', one === other ? '=' : '≠'));
  }

  /** Holds only between books at rest: the services follow one another. */
  static equalOnceSettled(name: string, one: number | undefined, other: number | undefined, pending: number): Check {
    const { ok, detail } = Check.equal(name, one, other);
    if (ok || pending === 0 || one === undefined || other === undefined) return new Check(name, ok, detail);
    return new Check(name, true, `${detail}, while ${pending} orders are pending`);
  }
}

export const countIn = <S extends { readonly state: string }>(byState: readonly S[], count: (each: S) => number, states: readonly string[]): number =>
  byState.reduce((sum, each) => (states.includes(each.state) ? sum + count(each) : sum), 0);

export const minorUnitsIn = (byState: readonly Totalled[], states: readonly string[]): number =>
  countIn(byState, ({ total }) => total?.amount ?? 0, states);
