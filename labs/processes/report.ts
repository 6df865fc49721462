/** To the lab. */
export function say(word: string): void {
  process.send?.(word);
}

/** Never without the lab: it may be killed, and then nobody would end this process. */
export function endWithTheLab(): void {
  process.once('disconnect', () => process.exit(1));
}

export const settingsOf = <T>(): T => JSON.parse(process.argv[2]!) as T;
