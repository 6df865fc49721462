/** A view that is made of messages and can be made again. */
export interface View {
  /** Its generations' subscribers are `<name>-<generation>`. */
  readonly name: string;
  /** Where its rows are; each table has a column `generation integer`, with an index that begins with it. */
  readonly tables: readonly string[];
}

/**
 * Completes some rows of a generation from what has become known since they were written, such as a name that arrived after whatever bears
 * it. Called every second, on every instance.
 *
 * @returns whether there may be more to complete
 */
export type Completion = (generation: number) => Promise<boolean>;

/** The subscriber that makes a generation of a view's rows: its own consumer group, its own place in the inbox. */
export const subscriberOf = ({ name }: View, generation: number): string => `${name}-${generation}`;
