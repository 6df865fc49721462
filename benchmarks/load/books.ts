import type { Town } from './town.ts';

const SETTLES_WITHIN_MS = 30_000;

export interface SettledBooks {
  readonly balanced: boolean;
  readonly checks: unknown;
}

/** The operator's books once they balance; as they are where they do not balance in time. */
export async function settledBooks(town: Town, operator: string): Promise<SettledBooks> {
  const giveUpAt = Date.now() + SETTLES_WITHIN_MS;
  for (;;) {
    const { status, body } = await town.call('GET', '/v1/operations/books', { token: operator });
    if (status === 200 && body.balanced) return body;
    if (Date.now() > giveUpAt) return status === 200 ? body : { balanced: false, checks: body };
    await new Promise((again) => setTimeout(again, 250));
  }
}
