import { Supervisor } from '@ftgo/service-runtime';
import { Injectable } from '@nestjs/common';
import { Dispatch } from '../../application/index.ts';

const EVERY_MS = 500;

/** Looks for offers that have ended and deliveries that wait for a courier, on every replica. */
@Injectable()
export class Dispatcher extends Supervisor {
  constructor(dispatch: Dispatch) {
    super((now) => dispatch.execute(now), EVERY_MS);
  }
}
