import { Supervisor } from '@ftgo/service-runtime';
import { Injectable } from '@nestjs/common';
import { ExpireTickets } from '../../application/expire-tickets.ts';

const EVERY_MS = 1_000;

/** Looks for tickets that were not accepted in time. */
@Injectable()
export class AcceptanceSupervisor extends Supervisor {
  constructor(expireTickets: ExpireTickets) {
    super((now) => expireTickets.execute(now), EVERY_MS);
  }
}
