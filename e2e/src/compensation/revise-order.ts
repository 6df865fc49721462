import { consumerCommands } from '@ftgo/consumer-api';
import { orderEvents } from '@ftgo/order-api';
import { restaurantCommands } from '@ftgo/restaurant-api';
import type { Type } from '../../../infra/router/client.ts';
import { type Cell, type Saga, type Step, cannot, cell } from './cell.ts';
import { type Scene, done } from './scene.ts';

const { BeginReviseTicket, UndoBeginReviseTicket, ConfirmReviseTicket } = restaurantCommands;
const { ReviseAuthorization } = consumerCommands;

/** Enough for one dish of 12.34, and not for two. */
const FOR_ONE = { creditLimit: 2_000 };
const noWayBack = cannot('Nothing undoes what undoes.');
const onlyForward = cannot('Once the pivot is asked for, nothing but its refusal is compensated: it is asked for until it is answered.');
const afterAnAnswer = cannot('It is asked for once the step before it is answered.');

const doubled = (command: Type): Cell =>
  cell('the command, and all replies, come twice', 'APPROVED', async (scene) => {
    await scene.accepted();
    await scene.doubles(command);
    await done(scene.revises());
    await scene.wasRevised();
  });

/** @param heard the steps before it */
const askedFor = (step: string, heard: readonly string[], ticket: string): Cell =>
  cell('it is done, and no reply is heard for long', 'APPROVED', async (scene) => {
    await scene.accepted();
    const replies = await scene.losesRepliesBut(...heard);
    await done(scene.revises());
    await scene.isStuckAt(step);
    await scene.shows({ order: 'REVISION_PENDING', ticket, delivery: 'PENDING', held: 2468 });
    await replies.lift();
    await scene.wasRevised();
  });

async function overTheLimit(scene: Scene): Promise<void> {
  await done(scene.revises());
  await scene.wasRefused();
}

const beginTicket: Step = {
  name: 'BEGIN_REVISE_TICKET',
  does: 'restaurant: nobody touches the ticket',
  cells: {
    refused: cell('the restaurant is cooking', 'APPROVED', async (scene) => {
      await scene.accepted();
      await scene.isCooked();
      await done(scene.revises());
      await scene.wasRefused();
    }),
    silent: cell('it is done, and no reply is heard', 'APPROVED', async (scene) => {
      await scene.accepted();
      const replies = await scene.losesRepliesBut();
      await done(scene.revises());
      await scene.turnsBack();
      await replies.lift();
      await scene.wasRefused();
    }),
    late: cell('the command arrives when the saga has taken the step back', 'APPROVED', async (scene) => {
      await scene.accepted();
      const [late] = await scene.says(scene.router.hold(BeginReviseTicket));
      await done(scene.revises());
      await scene.wasRefused();
      await late!.lift();
    }),
    twice: doubled(BeginReviseTicket),
    early: cell('before OrderApproved: it waits, unanswered, and is asked for again', 'APPROVED', async (scene) => {
      const [late] = await scene.placesWith(scene.router.hold(orderEvents.OrderApproved).for('restaurant'));
      await scene.reaches('APPROVED');
      // The first command comes too early; the next one is let go once the restaurant has heard of the approval.
      await scene.says(scene.router.delay(BeginReviseTicket).by(1).once());
      const [again] = await scene.says(scene.router.hold(BeginReviseTicket));
      await done(scene.revises());
      await again!.holds();
      await late!.lift();
      await scene.stands({ ticket: 'AWAITING_ACCEPTANCE' });
      await again!.lift();
      await scene.wasRevised();
    }),
  },
};

const revise: Step = {
  name: 'REVISE_AUTHORIZATION (pivot)',
  does: 'consumer: the difference is held or released',
  cells: {
    refused: cell('it is over the credit limit', 'APPROVED', async (scene) => {
      await scene.accepted(FOR_ONE);
      await overTheLimit(scene);
    }),
    silent: askedFor('REVISE_AUTHORIZATION', ['BEGIN_REVISE_TICKET'], 'REVISION_PENDING'),
    late: onlyForward,
    twice: doubled(ReviseAuthorization),
    early: afterAnAnswer,
  },
};

const confirmTicket: Step = {
  name: 'CONFIRM_REVISE_TICKET',
  does: 'restaurant: the ticket has the new lines',
  cells: {
    refused: cannot('The saga is past its pivot: this is done in every state.'),
    silent: askedFor('CONFIRM_REVISE_TICKET', ['BEGIN_REVISE_TICKET', 'REVISE_AUTHORIZATION'], 'ACCEPTED'),
    late: onlyForward,
    twice: doubled(ConfirmReviseTicket),
    early: afterAnAnswer,
  },
};

const undoTicket: Step = {
  name: 'UNDO_BEGIN_REVISE_TICKET',
  does: 'restaurant: as it was',
  cells: {
    refused: cannot('Taking back is done in every state.'),
    silent: cell('it is done, and no reply is heard for long', 'APPROVED', async (scene) => {
      await scene.accepted(FOR_ONE);
      const replies = await scene.losesRepliesBut('BEGIN_REVISE_TICKET');
      await done(scene.revises());
      await scene.isStuckAt('UNDO_BEGIN_REVISE_TICKET');
      await scene.shows({ order: 'REVISION_PENDING', ticket: 'ACCEPTED', delivery: 'PENDING', held: 1234 });
      await replies.lift();
      await scene.wasRefused();
    }),
    late: noWayBack,
    twice: cell('the command, and all replies, come twice', 'APPROVED', async (scene) => {
      await scene.accepted(FOR_ONE);
      await scene.doubles(UndoBeginReviseTicket);
      await overTheLimit(scene);
    }),
    early: cannot('It is what happens where BEGIN_REVISE_TICKET comes late: see there.'),
  },
};

/** Orchestration: the order's process manager commands, and is answered. One dish of 12.34 becomes two. */
export const reviseOrder: Saga = {
  title: 'Revise order',
  steps: [beginTicket, revise, confirmTicket, undoTicket],
};
