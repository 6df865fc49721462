import type { SagaStep } from '@ftgo/saga-api';
import type { AggregateRef, AggregateTable } from '@ftgo/write-path';

/** What a step came to. It is decided once: each attempt is told the same. */
export type StepOutcome = { readonly done: true } | { readonly done: false; readonly code: string; readonly detail: string };

/** What this service has done for one saga, by step. */
export interface Participation {
  readonly outcomes: Readonly<Record<string, StepOutcome>>;
}

const participations: AggregateTable<Participation> = {
  table: 'saga_participations',
  columns: { outcomes: 'jsonb' },
  toRow: ({ outcomes }) => ({ outcomes }),
  fromRow: ({ outcomes }) => ({ outcomes: outcomes as Participation['outcomes'] }),
};

/** For a step that arrives, or arrives again, after the saga has taken it back. */
export const undone: StepOutcome = { done: false, code: 'STEP_UNDONE', detail: 'The saga has taken this step back.' };

export function participationIn({ sagaId }: SagaStep): AggregateRef<Participation> {
  return { table: participations, id: sagaId };
}

/** Whether a step takes back one that was never done here: refused, still to come, or taken back already. */
export function hasNothingToUndo(participation: Participation | undefined, { undoes }: SagaStep): boolean {
  return Boolean(undoes) && participation?.outcomes[undoes]?.done !== true;
}

/** Keeps what a step came to; a step that it takes back is refused from now on, also where it has yet to arrive. */
export function keep(participation: Participation | undefined, { step, undoes }: SagaStep, outcome: StepOutcome): Participation {
  return { outcomes: { ...participation?.outcomes, ...(undoes && outcome.done && { [undoes]: undone }), [step]: outcome } };
}
