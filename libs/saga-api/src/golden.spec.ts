import { isAsItAlwaysWas } from '@ftgo/golden-messages';
import { SagaStep, repliesOn } from './index.ts';

isAsItAlwaysWas(new URL('../golden/', import.meta.url), {
  events: [],
  commands: Object.values(repliesOn('ftgo.order.replies')),
  others: [SagaStep],
});
