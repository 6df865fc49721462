import { type OutgoingMessage, type ReceivedMessage, message } from '@ftgo/envelope';
import { NotYet, Refusal } from '@ftgo/refusals';
import { type SagaStep, repliesOn } from '@ftgo/saga-api';
import { type AnyRef, type Cause, type Decision, type StatesOf, WritePath } from '@ftgo/write-path';
import { type CommandCause, isCommand } from './command-cause.ts';
import { type Participation, type StepOutcome, hasNothingToUndo, keep, participationIn } from './participation.ts';

type AnyDecision = Decision<readonly unknown[], unknown>;

/**
 * A write path that answers the commands of sagas: the change of state, what is kept of the step, and the reply are one commit.
 * A refusal is the reply, and changes nothing. An attempt at a step that is decided changes nothing and gets its reply again. Whoever
 * decides, in a domain, knows nothing of this: it changes, or throws a `Refusal`, or `NotYet`. Changes with any other cause pass as they are.
 *
 * A command is answered by the one `update` that its handler makes.
 */
export class AnsweringWritePath extends WritePath {
  constructor(private readonly writePath: WritePath) {
    super();
  }

  override update<const R extends readonly AnyRef[], A = void>(
    refs: R,
    change: (...states: StatesOf<R>) => Decision<StatesOf<R>, A>,
    cause: Cause,
  ): Promise<A> {
    if (!isCommand(cause)) return this.writePath.update(refs, change, cause);
    return this.writePath.update<readonly AnyRef[], A>(
      [...refs, participationIn(cause.saga)],
      (...given) => {
        const states = given.slice(0, -1) as unknown as StatesOf<R>;
        const decide = () => change(...states) as AnyDecision;
        return answered(decide, refs.length, given.at(-1) as Participation | undefined, cause) as Decision<readonly unknown[], A>;
      },
      cause,
    );
  }

  override park(...given: Parameters<WritePath['park']>): Promise<void> {
    return this.writePath.park(...given);
  }
}

function answered(decide: () => AnyDecision, own: number, participation: Participation | undefined, { saga, message: command }: CommandCause): AnyDecision {
  const known = participation?.outcomes[saga.step];
  if (known) return { messages: replies(command, saga, known) };

  const ended = (outcome: StepOutcome, { states = [], messages = [], answer }: AnyDecision = {}): AnyDecision => ({
    states: [...Array.from({ length: own }, (_, i) => states[i]), keep(participation, saga, outcome)],
    messages: [...messages, ...replies(command, saga, outcome)],
    answer,
  });
  if (hasNothingToUndo(participation, saga)) return ended({ done: true });
  try {
    return ended({ done: true }, decide());
  } catch (error) {
    // Nobody is answered; the saga asks again.
    if (error instanceof NotYet) return {};
    if (!isBusinessNo(error)) throw error;
    return ended({ done: false, code: error.code, detail: error.message });
  }
}

/** A no to the saga, whatever its kind. Overload is none: the command will be tried again here. */
function isBusinessNo(error: unknown): error is Refusal {
  return error instanceof Refusal && error.kind !== 'overloaded';
}

function replies({ replyTo, key }: ReceivedMessage, saga: SagaStep, outcome: StepOutcome): OutgoingMessage[] {
  if (!replyTo) return [];
  const { StepDone, StepRefused } = repliesOn(replyTo);
  if (outcome.done) return [message(StepDone, key, { saga }) as OutgoingMessage];
  const { code, detail } = outcome;
  return [message(StepRefused, key, { saga, code, detail }) as OutgoingMessage];
}
