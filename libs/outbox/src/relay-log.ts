/** Where a relay tells what it does; pino's logger fits. */
export interface RelayLog {
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

export const silentLog: RelayLog = { info: () => {}, warn: () => {}, error: () => {} };
