import type { LoggerService } from '@nestjs/common';
import { type Logger as Pino, pino } from 'pino';

/** Nest's logger as JSON lines on standard output; an object given as the message becomes fields of the line. */
export class JsonLogger implements LoggerService {
  private readonly pino: Pino;

  constructor(service: string, instance: string, level: string) {
    // Not synchronous: a line costs its formatting, the write happens beside the work.
    const output = pino.destination({ fd: 1, sync: false });
    this.pino = pino({ level, base: { service, instance }, timestamp: pino.stdTimeFunctions.isoTime }, output);
  }

  log = this.line('info');
  error = this.line('error');
  warn = this.line('warn');
  debug = this.line('debug');
  verbose = this.line('trace');
  fatal = this.line('fatal');

  // Nest passes (message, ...optional, context); for errors a stack may stand before the context.
  private line(level: pino.Level) {
    return (message: unknown, ...rest: unknown[]): void => {
      const context = rest.length > 0 ? rest.at(-1) : undefined;
      const stack = rest.length > 1 ? rest.at(-2) : undefined;
      const fields = message instanceof Error ? { err: message } : typeof message === 'object' && message !== null ? message : { msg: message };
      this.pino[level]({ context, ...(stack === undefined ? {} : { stack }), ...fields });
    };
  }
}
