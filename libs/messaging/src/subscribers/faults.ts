import { Refusal } from '@ftgo/refusals';
import { PassingFault } from '@ftgo/write-path';

/** How a fault of a message is told to the dead letters. */
export interface FaultReport {
  readonly class: string;
  readonly detail: string;
  readonly attempts: number;
}

/** Whether the same message may well succeed a little later: the database is away, or the write path's queue is full. */
export function isPassing(error: unknown): boolean {
  return error instanceof PassingFault || (error instanceof Refusal && error.kind === 'overloaded');
}

export function reportOf(error: unknown, attempts: number): FaultReport {
  if (error instanceof Error) {
    const code = error instanceof Refusal ? ` ${error.code}` : '';
    return { class: `${error.name}${code}`, detail: error.message, attempts };
  }
  // What a guard, pipe or interceptor threw arrives as the plain object that Nest's filter made of it.
  const detail = typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
  return { class: 'HandlerError', detail, attempts };
}
