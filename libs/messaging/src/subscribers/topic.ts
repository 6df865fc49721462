/** Types of messages by their hierarchical name. */
export interface Topic {
  /** Such as `ftgo.ticket.*.v1`. */
  readonly pattern: string;
  /** Where the messages lie: Kafka knows no types, and hands over all that a channel has. */
  readonly channels: readonly string[];
}

const word = /^[\w-]+$/;

/**
 * Whether a type's name matches a pattern, in the syntax of AMQP's topic exchanges (AMQP 0-9-1, 3.1.3.3): words are parted by dots, `*` stands
 * for one word, `#` for any number of them.
 *
 * @throws Error for a pattern that is none
 */
export function matcherOf(pattern: string): (typeName: string) => boolean {
  const words = pattern.split('.');
  if (!words.every((each) => each === '*' || each === '#' || word.test(each))) throw new Error(`"${pattern}" is no pattern of types, such as ftgo.ticket.*.v1`);
  return (typeName) => matches(words, typeName.split('.'));
}

function matches([first, ...rest]: readonly string[], words: readonly string[]): boolean {
  if (first === undefined) return words.length === 0;
  if (first === '#') return words.some((_, index) => matches(rest, words.slice(index))) || matches(rest, []);
  return words.length > 0 && (first === '*' || first === words[0]) && matches(rest, words.slice(1));
}
