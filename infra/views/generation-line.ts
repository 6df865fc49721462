/** As the public API answers it. */
export interface GenerationDocument {
  readonly service: string;
  readonly view: string;
  readonly generation: number;
  readonly state: 'ACTIVE' | 'BUILDING';
  readonly since: string;
  readonly read: number;
  readonly total: number;
  readonly deadLetters: number;
}

/** A generation on one line, for people. */
export function generationLine({ service, view, generation, state, since, read, total, deadLetters }: GenerationDocument): string {
  const share = total === 0 ? 100 : Math.floor((100 * read) / total);
  const waits = deadLetters > 0 ? `  waits for ${deadLetters} dead letters (npm run dead-letters)` : '';
  return `${service}  ${view}  generation ${generation}  ${state}  since ${since}  ${read} of ${total} messages (${share} %)${waits}`;
}
