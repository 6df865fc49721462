import { isAsItAlwaysWas } from '@ftgo/golden-messages';
import { DeadLetterEvents, OperationsGrpc, deadLetterEvents } from './index.ts';

isAsItAlwaysWas(new URL('../golden/', import.meta.url), {
  events: Object.values(deadLetterEvents),
  others: [DeadLetterEvents.DeadLetter, OperationsGrpc.DiscardDeadLetterRequest],
});
