export type Harm = 'lost' | 'doubled' | 'stuck' | 'out of order' | 'wrong';

/** Something that must not be. */
export interface Finding {
  readonly harm: Harm;
  /** The rule that is broken. */
  readonly rule: string;
  /** What was seen, in a sentence. */
  readonly says: string;
  readonly orderId?: string;
}

/** What does not heal by waiting. */
export const isForGood = ({ harm }: Finding): boolean => harm === 'doubled' || harm === 'out of order';
