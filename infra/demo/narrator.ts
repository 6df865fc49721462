import { styleText } from 'node:util';

type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan' | 'magenta';

// ConsumerVerificationFailed CONSUMER_SUSPENDED
const WIDEST_MESSAGE = 45;

/** Tells what happens, line by line, with the milliseconds since the story's last cue; in colour only on a terminal. */
export class Narrator {
  readonly #write: (line: string) => void;
  readonly #coloured: boolean;
  #cue = performance.now();
  #story = '';
  #checked = 0;
  readonly #failed: string[] = [];

  constructor(write = (line: string) => console.log(line), coloured = process.stdout.isTTY && !process.env['NO_COLOR']) {
    this.#write = write;
    this.#coloured = coloured;
  }

  title(name: string, shows: string): void {
    this.#story = name;
    this.#write(`\n${this.#in('bold', name)}  ${shows}\n`);
    this.cue();
  }

  say(sentence: string): void {
    this.#write(`  ${sentence}`);
  }

  /** Times are told from here on. */
  cue(): void {
    this.#cue = performance.now();
  }

  request(line: string): void {
    this.#at('→', line, 'cyan');
  }

  answer(line: string): void {
    this.#at('←', line, 'cyan');
  }

  /** @param seenAt by `performance.now()`. */
  message(type: string, origin: string, seenAt: number): void {
    this.#at('·', `${type.padEnd(WIDEST_MESSAGE)} ${this.#in('dim', origin)}`, undefined, seenAt);
  }

  stream(line: string): void {
    this.#at('◆', line, 'magenta');
  }

  deed(line: string): void {
    this.#at('!', line, 'yellow');
  }

  fact(what: string, value: string): void {
    this.#write(`  ${what.padEnd(12)} ${value}`);
  }

  blank(): void {
    this.#write('');
  }

  check(sentence: string, holds: boolean, otherwise = ''): void {
    this.#checked += 1;
    if (holds) this.#write(`  ${this.#in('green', '✓')} ${sentence}`);
    else this.fault(otherwise ? `${sentence}: ${otherwise}` : sentence);
  }

  fault(sentence: string): void {
    this.#failed.push(`${this.#story}: ${sentence}`);
    this.#write(`  ${this.#in('red', '✗')} ${sentence}`);
  }

  /** Sums up. @returns whether everything was as it should be. */
  verdict(): boolean {
    const allWell = this.#failed.length === 0;
    if (allWell) this.#write(`\n${this.#in('green', 'As it should be:')} ${this.#checked} checks held.`);
    else this.#write(`\n${this.#in('red', 'Not as it should be:')}\n${this.#failed.map((each) => `  ${each}`).join('\n')}`);
    return allWell;
  }

  #at(sign: string, line: string, style?: Style, at = performance.now()): void {
    const ms = `${Math.round(at - this.#cue)} ms`;
    this.#write(`  ${ms.padStart(9)}  ${style ? this.#in(style, `${sign} ${line}`) : `${sign} ${line}`}`);
  }

  #in(style: Style, text: string): string {
    return this.#coloured ? styleText(style, text, { validateStream: false }) : text;
  }
}
