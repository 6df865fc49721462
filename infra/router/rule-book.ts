import type { Copy, Passage } from './copy.ts';
import { Rule, type Road } from './rule.ts';
import type { ReleaseOrder, RuleRequest } from './rule-request.ts';

/** The rules in force. The oldest that takes a copy has it. */
export class RuleBook {
  private readonly rules = new Map<string, Rule>();
  private count = 0;

  constructor(private readonly road: Road) {}

  add(request: RuleRequest): Rule {
    this.count += 1;
    const rule = new Rule(String(this.count), request, this.road);
    this.rules.set(rule.id, rule);
    return rule;
  }

  get all(): readonly Rule[] {
    return [...this.rules.values()];
  }

  find(id: string): Rule | undefined {
    return this.rules.get(id);
  }

  /** Applies the rules to the copies. @returns those that no rule took. */
  apply(passage: Passage): readonly Copy[] {
    let free = passage.copies;
    for (const rule of this.rules.values()) {
      const claimed = rule.claim(passage, free);
      if (claimed.length === 0) continue;
      rule.apply(claimed);
      free = free.filter((copy) => !claimed.includes(copy));
      if (free.length === 0) break;
    }
    return free;
  }

  passing(copy: Copy, sent: Promise<void>): void {
    for (const rule of this.rules.values()) rule.passing(copy, sent);
  }

  /** Takes a rule out of force and lets go what waits there. Resolves with the number of messages when the broker has them. */
  remove(rule: Rule): Promise<number> {
    this.rules.delete(rule.id);
    return rule.release('kept');
  }

  async removeAll(): Promise<number> {
    return sum(await Promise.all(this.all.map((rule) => this.remove(rule))));
  }

  async release(order: ReleaseOrder): Promise<number> {
    const rules = order === 'kept' ? this.all : this.all.toReversed();
    return sum(await Promise.all(rules.map((rule) => rule.release(order))));
  }

  /** Forgets everything, what waits included. */
  clear(): void {
    for (const rule of this.rules.values()) rule.clear();
    this.rules.clear();
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
