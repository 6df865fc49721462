import type { Evidence } from './evidence.ts';
import type { Finding, Harm } from './finding.ts';

/** What must hold once the system is at rest: from the evidence to its findings. */
export type Rule = (evidence: Evidence) => Finding[];

type Found = Pick<Finding, 'says' | 'orderId'>;

/** Names a rule, and says what kind of harm its breach is. */
export const rule =
  (harm: Harm, name: string, look: (evidence: Evidence) => readonly Found[]): Rule =>
  (evidence) =>
    look(evidence).map((found) => ({ harm, rule: name, ...found }));

export const byId = <T extends { readonly id: string }>(rows: readonly T[]): Map<string, T> => new Map(rows.map((row) => [row.id, row]));
