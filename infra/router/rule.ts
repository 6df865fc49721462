import type { Copy, Passage } from './copy.ts';
import { dice } from './dice.ts';
import type { ReleaseOrder, RuleRequest } from './rule-request.ts';
import { isType } from './type-name.ts';
import { WaitingRoom } from './waiting-room.ts';

/** Sends copies on their way. */
export interface Road {
  /** @returns resolves when the broker has it. */
  forward(copy: Copy, times?: number): Promise<void>;
}

export interface RuleDocument extends RuleRequest {
  readonly id: string;
  /** How many messages it has been applied to. */
  readonly took: number;
  /** How many of them wait here now. */
  readonly holding: number;
}

/** What is done with the messages that it takes. */
export class Rule {
  private took = 0;
  private readonly roll: () => number;
  private readonly waiting: WaitingRoom;

  constructor(
    readonly id: string,
    private readonly request: RuleRequest,
    private readonly road: Road,
  ) {
    this.roll = dice(request.seed);
    this.waiting = new WaitingRoom(road);
  }

  get document(): RuleDocument {
    return { id: this.id, ...this.request, took: this.took, holding: this.held.length };
  }

  get held(): readonly Passage[] {
    return this.waiting.passages;
  }

  /** Of the copies nobody has taken, those that this rule takes. A message counts once, whatever the number of copies. */
  claim(passage: Passage, free: readonly Copy[]): readonly Copy[] {
    const { match, times, probability } = this.request;
    if (match.type !== undefined && !isType(passage.type, match.type)) return [];
    if (match.key !== undefined && passage.key !== match.key) return [];
    if (match.says !== undefined && !passage.says(match.says)) return [];
    const copies = match.for === undefined ? free : free.filter(({ listener }) => listener === match.for);
    if (copies.length === 0 || (times !== undefined && this.took >= times)) return [];
    if (probability < 1 && this.roll() >= probability) return [];
    this.took += 1;
    return copies;
  }

  apply(copies: readonly Copy[]): void {
    const { action } = this.request;
    for (const copy of copies) {
      switch (action.kind) {
        case 'drop':
          copy.arrived();
          break;
        case 'double':
          void this.road.forward(copy, 2);
          break;
        case 'hold':
          if (action.until === undefined) this.waiting.keep(copy);
          else this.waiting.keepForLead(copy);
          break;
        case 'delay':
          this.waiting.keepFor(copy, action.ms);
          break;
        case 'reorder':
          this.waiting.keepForOthers(copy, action.next, action.within);
          break;
        default:
          throw new Error(`No such action: ${JSON.stringify(action satisfies never)}`);
      }
    }
  }

  /** A copy has set out; `sent` resolves when the broker has it. */
  passing(copy: Copy, sent: Promise<void>): void {
    const { action } = this.request;
    if (action.kind === 'reorder') this.waiting.count(copy, sent);
    if (action.kind === 'hold' && action.until !== undefined && isType(copy.passage.type, action.until)) this.waiting.lead(copy, sent);
  }

  /** Lets what waits go. Resolves with the number of messages when the broker has them. */
  release(order: ReleaseOrder): Promise<number> {
    return this.waiting.release(order);
  }

  /** Forgets what waits, which is never settled then. */
  clear(): void {
    this.waiting.clear();
  }
}
