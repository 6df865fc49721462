import { consumerCommands } from '@ftgo/consumer-api';
import { deliveryCommands } from '@ftgo/delivery-api';
import { type OutgoingMessage, message } from '@ftgo/envelope';
import { orderReplies } from '@ftgo/order-api';
import { restaurantCommands } from '@ftgo/restaurant-api';
import type { SagaStep } from '@ftgo/saga-api';
import type { LineItem, PricedLines } from '../../domain/line-items.ts';
import type { LockedOrder } from '../../domain/order.ts';
import { type Step, undoneBy } from '../../domain/saga/saga-tables.ts';

interface Ids {
  readonly saga: SagaStep;
  readonly orderId: string;
  readonly consumerId: string;
  readonly restaurantId: string;
}

const { BeginCancelTicket, UndoBeginCancelTicket, ConfirmCancelTicket } = restaurantCommands;
const { BeginReviseTicket, UndoBeginReviseTicket, ConfirmReviseTicket } = restaurantCommands;
const { BeginCancelDelivery, UndoBeginCancelDelivery, ConfirmCancelDelivery } = deliveryCommands;
const { ReverseAuthorization, ReviseAuthorization } = consumerCommands;

/** The command of each step. They carry the whole, not the difference. */
const commands: { readonly [S in Step]: (ids: Ids, wanted: PricedLines) => OutgoingMessage } = {
  BEGIN_CANCEL_TICKET: ({ saga, orderId, restaurantId }) => message(BeginCancelTicket, orderId, { saga, orderId, restaurantId }),
  UNDO_BEGIN_CANCEL_TICKET: ({ saga, orderId, restaurantId }) => message(UndoBeginCancelTicket, orderId, { saga, orderId, restaurantId }),
  CONFIRM_CANCEL_TICKET: ({ saga, orderId, restaurantId }) => message(ConfirmCancelTicket, orderId, { saga, orderId, restaurantId }),

  BEGIN_CANCEL_DELIVERY: ({ saga, orderId }) => message(BeginCancelDelivery, orderId, { saga, orderId }),
  UNDO_BEGIN_CANCEL_DELIVERY: ({ saga, orderId }) => message(UndoBeginCancelDelivery, orderId, { saga, orderId }),
  CONFIRM_CANCEL_DELIVERY: ({ saga, orderId }) => message(ConfirmCancelDelivery, orderId, { saga, orderId }),

  REVERSE_AUTHORIZATION: ({ saga, orderId, consumerId }) => message(ReverseAuthorization, orderId, { saga, orderId, consumerId }),
  REVISE_AUTHORIZATION: ({ saga, orderId, consumerId }, { orderTotal }) =>
    message(ReviseAuthorization, orderId, { saga, orderId, consumerId, amount: orderTotal }),

  BEGIN_REVISE_TICKET: ({ saga, orderId, restaurantId }, { lineItems }) =>
    message(BeginReviseTicket, orderId, { saga, orderId, restaurantId, lineItems: lineItems as LineItem[] }),
  UNDO_BEGIN_REVISE_TICKET: ({ saga, orderId, restaurantId }) => message(UndoBeginReviseTicket, orderId, { saga, orderId, restaurantId }),
  CONFIRM_REVISE_TICKET: ({ saga, orderId, restaurantId }, { lineItems }) =>
    message(ConfirmReviseTicket, orderId, { saga, orderId, restaurantId, lineItems: lineItems as LineItem[] }),
};

/** What asks for the step that the order's saga waits for. */
export function commandOf(order: LockedOrder): OutgoingMessage {
  const { id: orderId, consumerId, restaurantId } = order;
  const { id: sagaId, step, attempt } = order.saga;
  const saga: SagaStep = { sagaId, step, attempt, undoes: undoneBy(step) };
  const wanted = order.state === 'REVISION_PENDING' ? order.revision : order;
  return { ...commands[step]({ saga, orderId, consumerId, restaurantId }, wanted), replyTo: orderReplies.StepDone.channel };
}
