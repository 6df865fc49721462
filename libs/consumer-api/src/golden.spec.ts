import { isAsItAlwaysWas } from '@ftgo/golden-messages';
import { ConsumerGrpc, accountEvents, authorizationEvents, consumerCommands, consumerEvents } from './index.ts';

const { Consumer, Account, Books, Notification, SignUpRequest, SetCreditLimitRequest } = ConsumerGrpc;

isAsItAlwaysWas(new URL('../golden/', import.meta.url), {
  events: Object.values({ ...consumerEvents, ...accountEvents, ...authorizationEvents }),
  commands: Object.values(consumerCommands),
  others: [Consumer, Account, Books, Notification, SignUpRequest, SetCreditLimitRequest],
});
