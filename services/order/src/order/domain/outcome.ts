/** Why something became of an order. */
export interface Outcome {
  /** Stable, in capitals. */
  readonly reason: string;
  readonly detail: string;
}
