import { setTimeout as after } from 'node:timers/promises';
import type { Copy, Passage } from './copy.ts';
import type { Road } from './rule.ts';
import type { ReleaseOrder } from './rule-request.ts';

/**
 * Listeners read their channels side by side: what follows on another channel comes after only where the first was handled
 * meanwhile. Many times what a handler takes.
 */
const HEAD_START_MS = 100;

interface Wait {
  readonly timer?: NodeJS.Timeout;
  toPass?: number;
}

/** A copy that has gone first. */
interface Lead {
  readonly channel: string;
  readonly isFar: Promise<unknown>;
  far: boolean;
}

/** Copies that wait, in the order in which they came. */
export class WaitingRoom {
  private readonly waiting = new Map<Copy, Wait>();
  private readonly leads = new Map<string, Lead>();

  constructor(private readonly road: Road) {}

  get passages(): readonly Passage[] {
    return [...new Set([...this.waiting.keys()].map(({ passage }) => passage))];
  }

  keep(copy: Copy): void {
    this.waiting.set(copy, {});
  }

  keepFor(copy: Copy, ms: number): void {
    this.waiting.set(copy, { timer: setTimeout(() => void this.letGo(copy), ms) });
  }

  /** Keeps it until {@link count} has seen so many beside it, or the time is over. */
  keepForOthers(copy: Copy, toPass: number, withinMs: number): void {
    this.waiting.set(copy, { toPass, timer: setTimeout(() => void this.letGo(copy), withinMs) });
  }

  /** Keeps it until {@link lead} has seen a copy beside it, which may have been already. */
  keepForLead(copy: Copy): void {
    this.waiting.set(copy, {});
    const lead = this.leads.get(nameOf(copy));
    if (lead) this.follow(copy, lead);
  }

  count(passing: Copy, sent: Promise<void>): void {
    for (const [copy, wait] of this.waiting) {
      if (!copy.isBeside(passing) || wait.toPass === undefined) continue;
      wait.toPass -= 1;
      if (wait.toPass === 0) this.follow(copy, leadOf(passing, sent));
    }
  }

  lead(passing: Copy, sent: Promise<void>): void {
    const lead = leadOf(passing, sent);
    this.leads.set(nameOf(passing), lead);
    for (const copy of this.waiting.keys()) if (copy.isBeside(passing)) this.follow(copy, lead);
  }

  async release(order: ReleaseOrder): Promise<number> {
    const copies = [...this.waiting.keys()];
    const { length } = this.passages;
    await Promise.all((order === 'kept' ? copies : copies.reverse()).map((copy) => this.letGo(copy)));
    return length;
  }

  /** Forgets all of them. */
  clear(): void {
    for (const { timer } of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
  }

  private follow(copy: Copy, { channel, far, isFar }: Lead): void {
    if (far || channel === copy.passage.record.channel) void this.letGo(copy);
    else void isFar.then(() => this.letGo(copy));
  }

  /** What is sent here is sent at once, so that nothing overtakes it that is handed over later. */
  private async letGo(copy: Copy): Promise<void> {
    clearTimeout(this.waiting.get(copy)?.timer);
    if (this.waiting.delete(copy)) await this.road.forward(copy);
  }
}

function leadOf(passing: Copy, sent: Promise<void>): Lead {
  const isFar = sent.then(() => after(HEAD_START_MS)).then(() => (lead.far = true));
  const lead: Lead = { channel: passing.passage.record.channel, isFar, far: false };
  return lead;
}

const nameOf = ({ listener, passage }: Copy): string => `${listener} ${passage.key}`;
