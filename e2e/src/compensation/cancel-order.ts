import { consumerCommands } from '@ftgo/consumer-api';
import { deliveryCommands } from '@ftgo/delivery-api';
import { orderEvents } from '@ftgo/order-api';
import { restaurantCommands } from '@ftgo/restaurant-api';
import type { Type } from '../../../infra/router/client.ts';
import { type Cell, type Saga, type Step, cannot, cell } from './cell.ts';
import { type Scene, done } from './scene.ts';

const { OrderApproved } = orderEvents;
const { BeginCancelTicket, UndoBeginCancelTicket, ConfirmCancelTicket } = restaurantCommands;
const { BeginCancelDelivery, UndoBeginCancelDelivery, ConfirmCancelDelivery } = deliveryCommands;
const { ReverseAuthorization } = consumerCommands;

const mustNotFail = cannot('The saga is past its pivot: this is done in every state.');
const mustNotFailToUndo = cannot('Taking back is done in every state.');
const onlyForward = cannot('From the pivot on nothing is compensated: it is asked for until it is done.');
const noWayBack = cannot('Nothing undoes what undoes.');
const afterAnAnswer = cannot('It is asked for once the step before it is answered.');

const forward = ['BEGIN_CANCEL_TICKET', 'BEGIN_CANCEL_DELIVERY', 'REVERSE_AUTHORIZATION', 'CONFIRM_CANCEL_TICKET', 'CONFIRM_CANCEL_DELIVERY'];
const before = (step: string): string[] => forward.slice(0, forward.indexOf(step));

/** Its reply is lost: the saga asks again, gives up, and undoes also what it does not know to be done. */
const givenUp = (step: string): Cell =>
  cell('it is done, and no reply is heard', 'APPROVED', async (scene) => {
    await scene.accepted();
    const replies = await scene.losesRepliesBut(...before(step));
    await done(scene.cancels());
    await scene.turnsBack();
    await replies.lift();
    await scene.wasRefused();
  });

/** Its reply is lost, where there is no way back: the saga asks for ever, and operators see it. */
const askedFor = (step: string, meanwhile: { ticket: string; delivery: string; held: number }): Cell =>
  cell('it is done, and no reply is heard for long', 'CANCELLED', async (scene) => {
    await scene.accepted();
    const replies = await scene.losesRepliesBut(...before(step));
    await done(scene.cancels());
    await scene.isStuckAt(step);
    await scene.shows({ order: 'CANCEL_PENDING', ...meanwhile });
    await replies.lift();
    await scene.reaches('CANCELLED');
  });

const unheardUntilUndone = (command: Type): Cell =>
  cell('the command arrives when the saga has taken the step back', 'APPROVED', async (scene) => {
    await scene.accepted();
    const [late] = await scene.says(scene.router.hold(command));
    await done(scene.cancels());
    await scene.wasRefused();
    await late!.lift();
  });

const doubled = (command: Type): Cell =>
  cell('the command, and all replies, come twice', 'CANCELLED', async (scene) => {
    await scene.accepted();
    await scene.doubles(command);
    await done(scene.cancels());
    await scene.reaches('CANCELLED');
  });

/** The courier is never asked, so the saga takes back what it did: first the step that it does not know of, then the ticket's. */
async function turnedBack(scene: Scene): Promise<void> {
  await scene.says(scene.router.hold(BeginCancelDelivery));
  await done(scene.cancels());
}

const undoneTwice = (command: Type): Cell =>
  cell('the command, and all replies, come twice', 'APPROVED', async (scene) => {
    await scene.accepted();
    await scene.doubles(command);
    await turnedBack(scene);
    await scene.wasRefused();
  });

const undoneInSilence = (step: string, { heard, ticket }: { heard: readonly string[]; ticket: string }): Cell =>
  cell('it is done, and no reply is heard for long', 'APPROVED', async (scene) => {
    await scene.accepted();
    const replies = await scene.losesRepliesBut(...heard);
    await turnedBack(scene);
    await scene.isStuckAt(step);
    await scene.shows({ order: 'CANCEL_PENDING', ticket, delivery: 'PENDING', held: 1234 });
    await replies.lift();
    await scene.wasRefused();
  });

const beginTicket: Step = {
  name: 'BEGIN_CANCEL_TICKET',
  does: 'restaurant: nobody touches the ticket',
  cells: {
    refused: cell('the restaurant is cooking', 'APPROVED', async (scene) => {
      await scene.accepted();
      await scene.isCooked();
      await done(scene.cancels());
      await scene.wasRefused();
    }),
    silent: givenUp('BEGIN_CANCEL_TICKET'),
    late: unheardUntilUndone(BeginCancelTicket),
    twice: doubled(BeginCancelTicket),
    early: cell('before OrderApproved: what the restaurant never saw is cancelled', 'CANCELLED', async (scene) => {
      const [late] = await scene.placesWith(scene.router.hold(OrderApproved).for('restaurant'));
      await scene.reaches('APPROVED');
      await done(scene.cancels());
      await scene.reaches('CANCELLED');
      await late!.lift();
    }),
  },
};

const beginDelivery: Step = {
  name: 'BEGIN_CANCEL_DELIVERY',
  does: 'delivery: nobody picks it up',
  cells: {
    refused: cell('the courier picks it up before the command arrives', 'APPROVED', async (scene) => {
      await scene.accepted();
      await scene.isScheduled();
      const [late] = await scene.says(scene.router.hold(BeginCancelDelivery));
      await done(scene.cancels());
      await late!.holds();
      await done(scene.picksUp());
      await late!.lift();
      await scene.wasRefused();
      await scene.stands({ ticket: 'PICKED_UP' });
    }),
    silent: givenUp('BEGIN_CANCEL_DELIVERY'),
    late: unheardUntilUndone(BeginCancelDelivery),
    twice: doubled(BeginCancelDelivery),
    early: cell('before OrderApproved: what delivery has never heard of nobody will pick up', 'CANCELLED', async (scene) => {
      const [late] = await scene.placesWith(scene.router.hold(OrderApproved).for('delivery'));
      await scene.reaches('APPROVED');
      await done(scene.cancels());
      await scene.reaches('CANCELLED');
      await late!.lift();
    }),
  },
};

const reverse: Step = {
  name: 'REVERSE_AUTHORIZATION (pivot)',
  does: 'consumer: the hold is released',
  cells: {
    refused: cannot('What is held can be released in every state.'),
    silent: askedFor('REVERSE_AUTHORIZATION', { ticket: 'CANCEL_PENDING', delivery: 'CANCEL_PENDING', held: 0 }),
    late: onlyForward,
    twice: doubled(ReverseAuthorization),
    early: afterAnAnswer,
  },
};

const confirmTicket: Step = {
  name: 'CONFIRM_CANCEL_TICKET',
  does: 'restaurant: the ticket is cancelled',
  cells: {
    refused: mustNotFail,
    silent: askedFor('CONFIRM_CANCEL_TICKET', { ticket: 'CANCELLED', delivery: 'CANCEL_PENDING', held: 0 }),
    late: onlyForward,
    twice: doubled(ConfirmCancelTicket),
    early: afterAnAnswer,
  },
};

const confirmDelivery: Step = {
  name: 'CONFIRM_CANCEL_DELIVERY',
  does: 'delivery: it is cancelled',
  cells: {
    refused: mustNotFail,
    silent: askedFor('CONFIRM_CANCEL_DELIVERY', { ticket: 'CANCELLED', delivery: 'CANCELLED', held: 0 }),
    late: onlyForward,
    twice: doubled(ConfirmCancelDelivery),
    early: afterAnAnswer,
  },
};

const undoDelivery: Step = {
  name: 'UNDO_BEGIN_CANCEL_DELIVERY',
  does: 'delivery: as it was',
  cells: {
    refused: mustNotFailToUndo,
    silent: undoneInSilence('UNDO_BEGIN_CANCEL_DELIVERY', { heard: ['BEGIN_CANCEL_TICKET'], ticket: 'CANCEL_PENDING' }),
    late: noWayBack,
    twice: undoneTwice(UndoBeginCancelDelivery),
    early: cannot('It is what happens where BEGIN_CANCEL_DELIVERY comes late: see there.'),
  },
};

const undoTicket: Step = {
  name: 'UNDO_BEGIN_CANCEL_TICKET',
  does: 'restaurant: as it was',
  cells: {
    refused: mustNotFailToUndo,
    silent: undoneInSilence('UNDO_BEGIN_CANCEL_TICKET', { heard: ['BEGIN_CANCEL_TICKET', 'UNDO_BEGIN_CANCEL_DELIVERY'], ticket: 'ACCEPTED' }),
    late: noWayBack,
    twice: undoneTwice(UndoBeginCancelTicket),
    early: cannot('It is what happens where BEGIN_CANCEL_TICKET comes late: see there.'),
  },
};

/** Orchestration: the order's process manager commands, and is answered. */
export const cancelOrder: Saga = {
  title: 'Cancel order',
  steps: [beginTicket, beginDelivery, reverse, confirmTicket, confirmDelivery, undoDelivery, undoTicket],
};
