/** One attempt at one step of a saga. */
export interface StepAttempt {
  readonly sagaId: string;
  readonly step: string;
  /** From 1. */
  readonly attempt: number;
}

/**
 * Whether a reply is the one that is waited for. A participant decides a step once and tells every attempt the same, so the reply
 * to an earlier attempt will do. Once it has moved the saga on, its copies and the replies to other attempts answer nothing.
 */
export function answers(told: StepAttempt, awaited: StepAttempt | undefined): boolean {
  return awaited !== undefined && told.sagaId === awaited.sagaId && told.step === awaited.step && told.attempt <= awaited.attempt;
}
