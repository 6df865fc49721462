export interface EventuallyOptions {
  /** How long the probe may go on failing, in milliseconds. */
  readonly within?: number;
  /** The pause between two probes, in milliseconds. */
  readonly every?: number;
}

const explanation = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Waits for what will be true in a while, without a sleep of guessed length: asks the probe again and again until it no longer
 * throws. A probe asserts (`expect(...)`) or throws a sentence that says what it saw.
 *
 * @returns what the probe returned
 * @throws Error with the last probe's explanation when it still fails after `within` (20 s unless told)
 */
export const eventually = async <T>(probe: () => T | Promise<T>, { within = 20_000, every = 20 }: EventuallyOptions = {}): Promise<T> => {
  const began = Date.now();
  const asked = new Error();
  Error.captureStackTrace(asked, eventually);
  let last = 'the probe never answered';
  for (let probes = 1; ; probes += 1) {
    const left = began + within - Date.now();
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_, fail) => {
      timer = setTimeout(() => fail(new Error(`probe ${probes} did not answer; before it: ${last}`)), Math.max(left, every));
    });
    try {
      return await Promise.race([Promise.resolve().then(probe), silence]);
    } catch (error) {
      last = explanation(error);
    } finally {
      clearTimeout(timer);
    }
    if (Date.now() + every >= began + within) {
      asked.message = `Not so within ${within} ms (${probes} probes). The last one said:\n${last}`;
      throw asked;
    }
    await new Promise((done) => setTimeout(done, every));
  }
};
