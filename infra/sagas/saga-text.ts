/** A saga as the gateway answers it; `services/api-gateway/openapi.yaml` is the authority. */
export interface SagaDocument {
  readonly sagaId: string;
  readonly kind: 'CANCEL' | 'REVISE';
  readonly state: 'RUNNING' | 'UNDOING' | 'DONE' | 'REFUSED';
  readonly requestedAt: string;
  readonly step?: string;
  readonly attempt?: number;
  readonly reason?: string;
  readonly detail?: string;
  readonly orderId: string;
  readonly orderState: string;
  readonly participant?: string;
  readonly dueAt?: string;
  readonly stuck?: { readonly since: string; readonly reason: string; readonly detail: string };
  readonly mayBeCompensated: boolean;
  readonly toUndo: readonly string[];
  readonly facts: readonly string[];
}

export interface Intervention {
  readonly sagaId: string;
  readonly action: string;
  readonly step: string;
  readonly by: string;
  readonly at: string;
  readonly reason: string;
}

export interface SagaInFull extends SagaDocument {
  readonly interventions: readonly Intervention[];
}

/** One line of a list. */
export function sagaLine({ sagaId, kind, state, orderId, requestedAt, step, attempt, participant, stuck }: SagaDocument, now = Date.now()): string {
  const waits = `${step} of ${participant}, attempt ${attempt}`;
  const why = stuck ? `STUCK: ${stuck.detail}` : '';
  return [sagaId, `${kind} of ${orderId}`, state.padEnd(7), ageText(now - Date.parse(requestedAt)).padStart(6), waits, why].filter(Boolean).join('  ');
}

/** All that is known of one. */
export function sagaText(saga: SagaInFull): string {
  const { participant, step, attempt, dueAt, reason, detail, stuck, toUndo, facts } = saga;
  const fields: [string, string | undefined][] = [
    ['id', saga.sagaId],
    ['of order', `${saga.orderId}, ${saga.orderState}`],
    ['is a', `${saga.kind}, ${saga.state}, since ${saga.requestedAt}`],
    ['waits for', step && `${step} of the ${participant} service, attempt ${attempt}, until ${dueAt}`],
    ['stuck', stuck && `since ${stuck.since}: ${stuck.reason}: ${stuck.detail}`],
    ['undone because', reason && `${reason}: ${detail}`],
    ['then undoes', toUndo.join(', ')],
    ['heard meanwhile', facts.join(', ')],
    ['an operator may', mayText(saga)],
    ...saga.interventions.map(({ at, by, action, step, sagaId, reason }): [string, string] => [
      at,
      `${by} ${action} ${step}${sagaId === saga.sagaId ? '' : ` of saga ${sagaId}`}: ${reason}`,
    ]),
  ];
  return fields.flatMap(([name, value]) => (value ? [`${name.padEnd(26)}${value}`] : [])).join('\n');
}

function mayText({ step, mayBeCompensated }: SagaDocument): string | undefined {
  if (!step) return undefined;
  return mayBeCompensated ? 'retry, compensate' : 'retry, settle';
}

function ageText(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000);
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`;
}
