import { setTimeout as after } from 'node:timers/promises';
import { StackControl } from '../../infra/control.ts';
import { isAlive } from '../../infra/process-identity.ts';
import { readStack } from '../../infra/stack-state.ts';
import type { Fault, PlannedFault, StatefulService } from './fault-plan.ts';
import { statefulServices } from './fault-plan.ts';
import { cutRelay, relayHolder } from './relay-holder.ts';

/** Does to a running stack what a plan says. */
export class Disturbance {
  /** How often each kind of fault happened. */
  readonly happened = new Map<string, number>();
  /** Faults that found nothing to hit, such as the relay's connection while PostgreSQL was away. */
  missed = 0;
  readonly #folder: string;
  readonly #instances: number;
  readonly #control: StackControl;
  readonly #tell: (line: string) => void;

  constructor(folder: string, instances: number, tell: (line: string) => void) {
    this.#folder = folder;
    this.#instances = instances;
    this.#control = new StackControl(folder);
    this.#tell = tell;
  }

  /** One fault after another, until the signal. */
  async play(faults: Generator<PlannedFault, never>, over: AbortSignal): Promise<void> {
    // Not `for … of`, which would end the plan with the round.
    for (;;) {
      const { fault, after: rest } = faults.next().value;
      await sleep(rest, over);
      if (over.aborted) return;
      await this.#do(fault, over);
    }
  }

  /** Puts everything back to where the stack began. */
  async heal(): Promise<void> {
    await this.#control.thaw();
    await this.#control.up();
    for (const service of statefulServices) {
      // Whoever was killed comes back by itself.
      const there = readStack(this.#folder).processes.filter(({ part }) => part === service).length;
      for (let missing = this.#instances - there; missing > 0; missing -= 1) await this.#control.add(service);
    }
  }

  async #do(fault: Fault, over: AbortSignal): Promise<void> {
    const name = `${fault.kind} ${fault.target}`;
    try {
      if (await this.#hit(fault, over)) {
        this.happened.set(fault.kind, (this.happened.get(fault.kind) ?? 0) + 1);
        return this.#tell('lasts' in fault ? `${name}, for ${(fault.lasts / 1_000).toFixed(1)} s` : name);
      }
    } catch (error) {
      // Two faults may meet: whoever is to be removed has just been killed.
      this.#tell(`${name}: ${(error as Error).message}`);
    }
    this.missed += 1;
  }

  async #hit(fault: Fault, over: AbortSignal): Promise<boolean> {
    const { target } = fault;
    switch (fault.kind) {
      case 'kill':
        return this.#kill(this.#nth(target, fault.instance)?.pid);
      case 'kill the relay':
        return this.#kill(await this.#relayOf(fault.target));
      case 'cut the relay':
        return cutRelay(readStack(this.#folder).postgresUrl, fault.target);
      case 'restart':
        return (await this.#control.restart(target)).length > 0;
      case 'hang':
        return this.#freeze([target], fault.lasts, over);
      case 'kill the relay without Kafka':
        return this.#killRelayWithoutKafka(fault.target, fault.lasts, over);
      case 'remove and add': {
        await this.#control.remove(target);
        await sleep(fault.lasts, over);
        return (await this.#control.add(fault.target)) !== '';
      }
      case 'freeze':
        return this.#freeze([this.#nth(target, fault.instance)?.name ?? target], fault.lasts, over);
      case 'silence':
        return this.#freeze([target], fault.lasts, over);
      default:
        return fault satisfies never;
    }
  }

  async #freeze(names: readonly string[], lasts: number, over: AbortSignal): Promise<boolean> {
    const frozen = await this.#control.freeze(...names);
    try {
      await sleep(lasts, over);
    } finally {
      await this.#control.thaw(...names);
    }
    return frozen.length > 0;
  }

  async #killRelayWithoutKafka(service: StatefulService, lasts: number, over: AbortSignal): Promise<boolean> {
    const holder = await this.#relayOf(service);
    await this.#control.down('kafka');
    try {
      await sleep(lasts, over);
      return this.#kill(holder);
    } finally {
      await this.#control.up('kafka');
    }
  }

  #kill(pid: number | undefined): boolean {
    if (pid === undefined) return false;
    process.kill(pid, 'SIGKILL');
    return true;
  }

  #relayOf(service: StatefulService): Promise<number | undefined> {
    return relayHolder(readStack(this.#folder).postgresUrl, service, this.#pidsOf(service));
  }

  #pidsOf(part: string): number[] {
    return this.#processesOf(part).map(({ pid }) => pid);
  }

  #nth(part: string, index: number) {
    const all = this.#processesOf(part);
    return all[index % all.length];
  }

  #processesOf(part: string) {
    return readStack(this.#folder).processes.filter((each) => each.part === part && isAlive(each));
  }
}

/** Ends early when the run is over. */
const sleep = (ms: number, over: AbortSignal): Promise<void> => after(ms, undefined, { signal: over }).catch(() => undefined);
