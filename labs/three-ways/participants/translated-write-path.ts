import type { OutgoingMessage } from '@ftgo/envelope';
import { type AnyRef, type Cause, type Decision, type StatesOf, WritePath } from '@ftgo/write-path';

/**
 * A write path that says something else than what was decided. The services' domains tell what happened; in the lab's two ways nobody
 * waits for that news, or it is a command that has to go out in the same commit.
 */
export class TranslatedWritePath extends WritePath {
  constructor(
    private readonly writePath: WritePath,
    private readonly translate: (message: OutgoingMessage) => readonly OutgoingMessage[],
  ) {
    super();
  }

  override update<const R extends readonly AnyRef[], A = void>(
    refs: R,
    change: (...states: StatesOf<R>) => Decision<StatesOf<R>, A>,
    cause: Cause,
  ): Promise<A> {
    const translated = (...states: StatesOf<R>): Decision<StatesOf<R>, A> => {
      const decision = change(...states);
      return { ...decision, messages: decision.messages?.flatMap(this.translate) };
    };
    return this.writePath.update(refs, translated, cause);
  }

  override park(...given: Parameters<WritePath['park']>): Promise<void> {
    return this.writePath.park(...given);
  }
}

export const silent = (writePath: WritePath): WritePath => new TranslatedWritePath(writePath, () => []);
