import { RemoteFailure } from '../remote/remote-failure.ts';

/** Undefined where the service cannot be asked: what the others say is worth having without it. */
export async function unlessAway<A>(answer: Promise<A>): Promise<A | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof RemoteFailure) return undefined;
    throw error;
  }
}
