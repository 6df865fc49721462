import { Supervisor } from '@ftgo/service-runtime';
import { Injectable } from '@nestjs/common';
import { KeepDeadlines } from '../../application/index.ts';

const EVERY_MS = 1_000;

/** Looks for orders whose deadline has come. */
@Injectable()
export class DeadlineSupervisor extends Supervisor {
  constructor(keepDeadlines: KeepDeadlines) {
    super((now) => keepDeadlines.execute(now), EVERY_MS);
  }
}
