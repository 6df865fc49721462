/** Who is asked: the service that does a step. */
export type Participant = 'restaurant' | 'delivery' | 'consumer';

interface Row {
  readonly step: string;
  readonly asks: Participant;
  readonly undo?: string;
  /** Once it is asked for, there is no way back but its refusal. */
  readonly pivot?: true;
}

/**
 * The sagas, step by step. Before the first the order is locked, after the last it is what was wished for; where one is refused, what
 * was done before is undone, backwards, and the order is as it was.
 */
export const sagaTables = {
  CANCEL: [
    { step: 'BEGIN_CANCEL_TICKET', asks: 'restaurant', undo: 'UNDO_BEGIN_CANCEL_TICKET' },
    { step: 'BEGIN_CANCEL_DELIVERY', asks: 'delivery', undo: 'UNDO_BEGIN_CANCEL_DELIVERY' },
    { step: 'REVERSE_AUTHORIZATION', asks: 'consumer', pivot: true },
    { step: 'CONFIRM_CANCEL_TICKET', asks: 'restaurant' },
    { step: 'CONFIRM_CANCEL_DELIVERY', asks: 'delivery' },
  ],
  REVISE: [
    { step: 'BEGIN_REVISE_TICKET', asks: 'restaurant', undo: 'UNDO_BEGIN_REVISE_TICKET' },
    { step: 'REVISE_AUTHORIZATION', asks: 'consumer', pivot: true },
    { step: 'CONFIRM_REVISE_TICKET', asks: 'restaurant' },
  ],
} as const satisfies Record<string, readonly Row[]>;

export type SagaKind = keyof typeof sagaTables;
type AnyRow = (typeof sagaTables)[SagaKind][number];
export type ForwardStep = AnyRow['step'];
export type UndoStep = Extract<AnyRow, { readonly undo: string }>['undo'];
export type Step = ForwardStep | UndoStep;

type TypedRow = Row & { readonly step: ForwardStep; readonly undo?: UndoStep };

export const rowsOf = (kind: SagaKind): readonly TypedRow[] => sagaTables[kind];

const everyRow: readonly TypedRow[] = Object.values(sagaTables).flat();

export const participantOf = (step: Step): Participant => everyRow.find((row) => row.step === step || row.undo === step)!.asks;

/** The step that this one takes back; empty where it goes forward. */
export const undoneBy = (step: Step): ForwardStep | '' => everyRow.find(({ undo }) => undo === step)?.step ?? '';
