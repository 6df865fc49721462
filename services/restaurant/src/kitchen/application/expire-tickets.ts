import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AcceptanceDeadline, fallDue } from '../domain/acceptance-deadline.ts';
import { TicketRepository } from '../domain/ticket-repository.ts';
import { TicketQueries } from './ports/ticket-queries.ts';

const AT_ONCE = 200;

@Injectable()
export class ExpireTickets {
  constructor(
    private readonly tickets: TicketRepository,
    private readonly queries: TicketQueries,
    private readonly deadline: AcceptanceDeadline,
  ) {}

  /** Rejects what was not accepted in time. Safe on every replica at once: the ticket itself says whether it is still due. */
  async execute(now: Date): Promise<void> {
    const clock = { now, deadline: this.deadline };
    const due = await this.queries.due(now, AT_ONCE);
    await Promise.all(
      due.map((ticket) =>
        this.tickets.updateInView(ticket, (held, { restaurant }) => fallDue(held, restaurant, clock), { kind: 'timer', correlationId: uuidv7() }),
      ),
    );
  }
}
