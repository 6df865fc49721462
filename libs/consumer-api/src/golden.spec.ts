import { isAsItAlwaysWas } from '@ftgo/golden-messages';
import { ConsumerGrpc, accountEvents, authorizationEvents, consumerEvents } from './index.ts';

const { Consumer, Account, Books, SignUpRequest, SetCreditLimitRequest } = ConsumerGrpc;

isAsItAlwaysWas(new URL('../golden/', import.meta.url), {
  events: Object.values({ ...consumerEvents, ...accountEvents, ...authorizationEvents }),
  others: [Consumer, Account, Books, SignUpRequest, SetCreditLimitRequest],
});
