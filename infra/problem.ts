/** What stops the local stack and is the user's to mend: one sentence with the remedy, shown without a stack. */
export class Problem extends Error {
  override readonly name = 'Problem';
}
