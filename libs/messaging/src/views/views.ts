import { Refusal } from '@ftgo/refusals';
import type { RequestCause } from '@ftgo/write-path';
import { pause, within } from '../bounded-wait.ts';
import { type Generations, aliveOf, giveUp, rebuild } from './generations.ts';
import type { Completion, View } from './view.ts';
import { type Surroundings, ViewKeeper } from './view-keeper.ts';
import { deadLettersOf, generationsOf } from './view-rows.ts';

/** A generation of a view's rows, as operators see it. */
export interface GenerationStatus {
  readonly view: string;
  readonly generation: number;
  /** Which one is read from. */
  readonly state: 'active' | 'building';
  readonly since: Date;
  readonly askedBy?: string;
  /** Messages that have had their effect on it, and all that there are. */
  readonly read: number;
  readonly total: number;
  /** It is not switched to before these are settled. */
  readonly deadLetters: number;
}

export interface ViewsOptions extends Surroundings {
  /** How often the database is asked which generations there are, in milliseconds. */
  readonly lookEvery?: number;
}

/**
 * The views of this service. A rebuild reads the channels from their beginning, as a subscriber of its own, into rows of another generation,
 * beside those that are read from. When it has read all that was there a look ago, the readers are switched in one commit, and the old rows
 * are deleted. What is to be done is in the database, so any instance may be asked, and any may die.
 */
export class Views {
  private readonly stopping = new AbortController();
  private readonly completions = new Map<View, Completion>();
  private keepers: readonly ViewKeeper[] = [];
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly options: ViewsOptions) {}

  /** Says how a view's rows are completed; before the start. */
  completeBy(view: View, completion: Completion): void {
    this.completions.set(view, completion);
  }

  start(): void {
    const asTheyCome: Completion = async () => false;
    this.keepers = this.options.subscribers.views.map((view) => new ViewKeeper(view, this.completions.get(view) ?? asTheyCome, this.options));
    if (this.keepers.length > 0) this.running = this.keepLooking();
  }

  async stop(milliseconds: number): Promise<void> {
    this.stopping.abort();
    await within(milliseconds, this.running);
  }

  async list(): Promise<GenerationStatus[]> {
    const found = await Promise.all(this.keepers.map((keeper) => this.statusOf(keeper)));
    return found.flat();
  }

  /** @throws Refusal `VIEW_NOT_FOUND`, `REBUILD_UNDER_WAY` */
  rebuild(name: string, by: string, cause: RequestCause): Promise<void> {
    return this.decide(name, (view) => rebuild(view, new Date(), by), cause);
  }

  /** Ends a rebuild without a switch. @throws Refusal `VIEW_NOT_FOUND`, `NO_REBUILD_UNDER_WAY` */
  giveUp(name: string, cause: RequestCause): Promise<void> {
    return this.decide(name, (view) => giveUp(view, new Date()), cause);
  }

  private async decide(name: string, decision: (view: Generations) => Generations, cause: RequestCause): Promise<void> {
    const keeper = this.keepers.find(({ view }) => view.name === name);
    if (!keeper) throw new Refusal('not-found', 'VIEW_NOT_FOUND', `There is no view ${name}`);
    await keeper.generations(new Date());
    await this.options.writePath.update([generationsOf(name)], (view) => ({ states: [decision(view!)] }), cause);
  }

  private async statusOf(keeper: ViewKeeper): Promise<GenerationStatus[]> {
    const generations = await keeper.generations(new Date());
    return Promise.all(
      aliveOf(generations).map(async (generation) => {
        const progress = (await keeper.progress(generation)) ?? [];
        return {
          view: keeper.view.name,
          generation,
          state: generation === generations.active ? ('active' as const) : ('building' as const),
          since: generations.since,
          ...(generations.askedBy && { askedBy: generations.askedBy }),
          read: progress.reduce((sum, { position }) => sum + position, 0),
          total: progress.reduce((sum, { end }) => sum + end, 0),
          deadLetters: await deadLettersOf(this.options.sql, keeper.view, generation),
        };
      }),
    );
  }

  private async keepLooking(): Promise<void> {
    const { lookEvery = 1_000 } = this.options;
    const { signal } = this.stopping;
    while (!signal.aborted) {
      let more = false;
      for (const keeper of this.keepers) {
        more = (await keeper.look(new Date()).catch((error: unknown) => this.tell(keeper, error))) || more;
      }
      await pause(more ? 0 : lookEvery, signal);
    }
  }

  private tell({ view }: ViewKeeper, error: unknown): boolean {
    this.options.logger.warn({ msg: 'A view could not be looked after; will look again', view: view.name, err: error });
    return false;
  }
}
