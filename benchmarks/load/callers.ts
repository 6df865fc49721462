export interface Called {
  /** Each call's time, in milliseconds. */
  readonly took: number[];
  /** Calls that were not answered as they should be. */
  readonly failed: number;
  readonly seconds: number;
}

/** A call by one of the callers; says whether it was answered as it should be. */
export type Call = (caller: number) => Promise<boolean>;

/** A closed loop: each caller calls again as soon as it was answered, until the time is over. */
export async function callFor(seconds: number, callers: number, call: Call): Promise<Called> {
  const took: number[] = [];
  let failed = 0;
  const began = performance.now();
  const until = began + seconds * 1000;
  const loop = async (caller: number): Promise<void> => {
    for (let start = performance.now(); start < until; start = performance.now()) {
      if (await call(caller)) took.push(performance.now() - start);
      else failed += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => loop(caller)));
  return { took, failed, seconds: (performance.now() - began) / 1000 };
}

/** An open loop: calls begin at their times, however long earlier ones take. */
export async function callAt(perSecond: number, seconds: number, call: (number: number) => Promise<void>): Promise<void> {
  const calls = Math.round(perSecond * seconds);
  const began = performance.now();
  const under: Promise<void>[] = [];
  for (let number = 0; number < calls; number += 1) {
    const wait = began + (number / perSecond) * 1000 - performance.now();
    if (wait > 0) await new Promise((go) => setTimeout(go, wait));
    under.push(call(number));
  }
  await Promise.all(under);
}
