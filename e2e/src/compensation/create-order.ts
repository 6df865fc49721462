import { authorizationEvents, consumerEvents } from '@ftgo/consumer-api';
import { orderEvents } from '@ftgo/order-api';
import { ticketEvents } from '@ftgo/restaurant-api';
import { call, operator } from '../ftgo.ts';
import { type Saga, type Step, cannot, cell } from './cell.ts';
import { patiently } from '../patience.ts';
import { type Scene, done, refused } from './scene.ts';

const { OrderCreated, OrderApproved, OrderRejected, OrderCancelled } = orderEvents;
const { ConsumerVerified } = consumerEvents;
const { AccountAuthorized } = authorizationEvents;
const { TicketCreated, TicketAccepted } = ticketEvents;

const first = cannot('Nothing comes before it: the order is committed together with its message.');
const obeys = cannot('Only the order decides: who hears it obeys, in every state.');
const noWayBack = cannot('Nothing undoes what undoes.');

/** The order is pending with its amount held, until the consumer gives it up. */
async function givenUpAfterItsHold(scene: Scene): Promise<void> {
  await scene.stands({ held: 1234, ticket: 'CREATE_PENDING' });
  await done(scene.cancels());
  await scene.reaches('REJECTED');
}

const verify: Step = {
  name: 'Verify the consumer',
  does: 'consumer: OrderCreated → ConsumerVerified',
  cells: {
    refused: cell('the consumer is suspended', 'REJECTED', async (scene) => {
      const created = await scene.places(scene.router.hold(OrderCreated));
      const body = { status: 'SUSPENDED' };
      const token = await operator();
      await done(patiently(() => call('PUT', `/v1/consumers/${scene.consumer.id}/status`, { token, body })));
      await created.lift();
      await scene.reaches('REJECTED');
    }),
    silent: cell('OrderCreated is kept from consumer', 'REJECTED', async (scene) => {
      await scene.places(scene.router.hold(OrderCreated).for('consumer'));
      await scene.reaches('REJECTED');
    }),
    late: cell('OrderCreated comes to consumer after the deadline', 'REJECTED', async (scene) => {
      const late = await scene.places(scene.router.hold(OrderCreated).for('consumer'));
      await scene.reaches('REJECTED');
      await late.lift();
    }),
    twice: cell('OrderCreated, twice to consumer', 'APPROVED', async (scene) => {
      await scene.places(scene.router.double(OrderCreated).for('consumer'));
      await scene.reaches('APPROVED');
    }),
    early: first,
  },
};

const makeTicket: Step = {
  name: 'Create the ticket',
  does: 'restaurant: OrderCreated → TicketCreated',
  cells: {
    refused: cell('the restaurant is closed', 'REJECTED', async (scene) => {
      await scene.placesFreely({ restaurant: scene.closed });
      await scene.reaches('REJECTED');
    }),
    silent: cell('OrderCreated is kept from restaurant', 'REJECTED', async (scene) => {
      await scene.places(scene.router.hold(OrderCreated).for('restaurant'));
      await scene.reaches('REJECTED');
    }),
    late: cell('OrderCreated comes to restaurant after the deadline', 'REJECTED', async (scene) => {
      const late = await scene.places(scene.router.hold(OrderCreated).for('restaurant'));
      await scene.reaches('REJECTED');
      await late.lift();
    }),
    twice: cell('OrderCreated, twice to restaurant', 'APPROVED', async (scene) => {
      await scene.places(scene.router.double(OrderCreated).for('restaurant'));
      await scene.reaches('APPROVED');
    }),
    early: first,
  },
};

const authorize: Step = {
  name: 'Hold the amount',
  does: 'consumer: ConsumerVerified and TicketCreated → AccountAuthorized',
  cells: {
    refused: cell('it is over the credit limit', 'REJECTED', async (scene) => {
      await scene.placesFreely({ creditLimit: 1_000 });
      await scene.reaches('REJECTED');
    }),
    silent: cell('ConsumerVerified is kept back', 'REJECTED', async (scene) => {
      await scene.placesWith(scene.router.hold(ConsumerVerified));
      await scene.reaches('REJECTED');
    }),
    late: cell('TicketCreated comes after the deadline', 'REJECTED', async (scene) => {
      const [late] = await scene.placesWith(scene.router.hold(TicketCreated));
      await scene.reaches('REJECTED');
      await late!.lift();
    }),
    twice: cell('ConsumerVerified and TicketCreated, twice', 'APPROVED', async (scene) => {
      await scene.placesWith(scene.router.double(ConsumerVerified), scene.router.double(TicketCreated));
      await scene.reaches('APPROVED');
    }),
    early: cell('TicketCreated before ConsumerVerified', 'APPROVED', async (scene) => {
      await scene.placesWith(scene.router.deliver(TicketCreated).before(ConsumerVerified).for('consumer'));
      await scene.reaches('APPROVED');
    }),
  },
};

const approve: Step = {
  name: 'Approve the order',
  does: 'order: AccountAuthorized → OrderApproved',
  cells: {
    refused: cell('the consumer cancels meanwhile', 'REJECTED', async (scene) => {
      const [late] = await scene.placesWith(scene.router.hold(AccountAuthorized));
      await givenUpAfterItsHold(scene);
      await late!.lift();
    }),
    silent: cell('AccountAuthorized is kept back', 'REJECTED', async (scene) => {
      await scene.placesWith(scene.router.hold(AccountAuthorized));
      await scene.reaches('REJECTED');
    }),
    late: cell('AccountAuthorized comes after the deadline', 'REJECTED', async (scene) => {
      const [late] = await scene.placesWith(scene.router.hold(AccountAuthorized));
      await scene.reaches('REJECTED');
      await late!.lift();
    }),
    twice: cell('AccountAuthorized, twice', 'APPROVED', async (scene) => {
      await scene.placesWith(scene.router.double(AccountAuthorized));
      await scene.reaches('APPROVED');
    }),
    early: cannot('Nothing is held before verification and ticket, and both come of the order itself.'),
  },
};

const showTicket: Step = {
  name: 'Show the ticket',
  does: 'restaurant: OrderApproved → TicketConfirmed',
  cells: {
    refused: obeys,
    silent: cell('OrderApproved is kept from restaurant: there is no deadline, the message is not lost', 'APPROVED', async (scene) => {
      const [late] = await scene.placesWith(scene.router.hold(OrderApproved).for('restaurant'));
      await scene.reaches('APPROVED');
      await scene.shows({ ticket: 'CREATE_PENDING', delivery: 'PENDING', held: 1234 });
      await late!.lift();
    }),
    late: cell('OrderApproved comes to restaurant after the consumer has cancelled', 'CANCELLED', async (scene) => {
      const [late] = await scene.placesWith(scene.router.hold(OrderApproved).for('restaurant'));
      await scene.reaches('APPROVED');
      await done(scene.cancels());
      await scene.reaches('CANCELLED');
      await late!.lift();
    }),
    twice: cell('OrderApproved, twice to restaurant', 'APPROVED', async (scene) => {
      await scene.placesWith(scene.router.double(OrderApproved).for('restaurant'));
      await scene.reaches('APPROVED');
    }),
    early: cannot('No order is approved before its ticket was created.'),
  },
};

const makeDelivery: Step = {
  name: 'Create the delivery',
  does: 'delivery: OrderApproved → DeliveryCreated',
  cells: {
    refused: obeys,
    silent: cell('OrderApproved is kept from delivery: there is no deadline, the message is not lost', 'APPROVED', async (scene) => {
      const [late] = await scene.placesWith(scene.router.hold(OrderApproved).for('delivery'));
      await scene.reaches('APPROVED');
      await scene.shows({ ticket: 'AWAITING_ACCEPTANCE', delivery: 'none', held: 1234 });
      await late!.lift();
    }),
    late: cell('OrderApproved comes to delivery after the restaurant has rejected', 'CANCELLED', async (scene) => {
      const [late] = await scene.placesWith(scene.router.hold(OrderApproved).for('delivery'));
      await scene.reaches('APPROVED');
      await scene.stands({ ticket: 'AWAITING_ACCEPTANCE' });
      await done(scene.rejects());
      await scene.reaches('CANCELLED');
      await late!.lift();
    }),
    twice: cell('OrderApproved, twice to delivery', 'APPROVED', async (scene) => {
      await scene.placesWith(scene.router.double(OrderApproved).for('delivery'));
      await scene.reaches('APPROVED');
    }),
    early: cannot('No order is approved before it is created, and delivery hears of it by its approval.'),
  },
};

const accept: Step = {
  name: 'Accept the ticket',
  does: "the restaurant's staff → TicketAccepted",
  cells: {
    refused: cell('the staff rejects the ticket', 'CANCELLED', async (scene) => {
      await scene.approved();
      await done(scene.rejects());
      await scene.reaches('CANCELLED');
    }),
    silent: cell('nobody in the restaurant does anything', 'CANCELLED', async (scene) => {
      await scene.approved();
      await scene.reaches('CANCELLED');
    }),
    late: cell('the staff accepts after the deadline, and is refused', 'CANCELLED', async (scene) => {
      await scene.approved();
      await scene.reaches('CANCELLED');
      await scene.stands({ ticket: 'CANCELLED' });
      await refused(scene.accepts(), 'WRONG_TICKET_STATE');
    }),
    twice: cell('TicketAccepted, twice', 'APPROVED', async (scene) => {
      await scene.approved();
      await scene.says(scene.router.double(TicketAccepted));
      await done(scene.accepts());
    }),
    early: cell('the staff accepts before the restaurant has heard of the approval, and is refused', 'APPROVED', async (scene) => {
      const [late] = await scene.placesWith(scene.router.hold(OrderApproved).for('restaurant'));
      await scene.reaches('APPROVED');
      await refused(scene.accepts(), 'WRONG_TICKET_STATE');
      await late!.lift();
    }),
  },
};

const release: Step = {
  name: 'Undo: release the hold',
  does: 'consumer: OrderRejected, OrderCancelled → AuthorizationReversed',
  cells: {
    refused: obeys,
    silent: cell('OrderRejected is kept from consumer: there is no deadline, the message is not lost', 'REJECTED', async (scene) => {
      const [, late] = await scene.placesWith(scene.router.hold(AccountAuthorized), scene.router.hold(OrderRejected).for('consumer'));
      await givenUpAfterItsHold(scene);
      await scene.shows({ order: 'REJECTED', ticket: 'CANCELLED', held: 1234 });
      await late!.lift();
    }),
    late: noWayBack,
    twice: cell('OrderRejected, twice to consumer', 'REJECTED', async (scene) => {
      await scene.placesWith(scene.router.hold(AccountAuthorized), scene.router.double(OrderRejected).for('consumer'));
      await givenUpAfterItsHold(scene);
    }),
    early: cell('OrderRejected before ConsumerVerified: what comes too late holds no money', 'REJECTED', async (scene) => {
      const [late] = await scene.placesWith(scene.router.hold(ConsumerVerified).for('consumer'));
      await scene.stands({ ticket: 'CREATE_PENDING' });
      await done(scene.cancels());
      await scene.reaches('REJECTED');
      await scene.stands({ ticket: 'CANCELLED' });
      await late!.lift();
    }),
  },
};

const cancelTicket: Step = {
  name: 'Undo: cancel the ticket',
  does: 'restaurant: OrderRejected, OrderCancelled → TicketCancelled',
  cells: {
    refused: obeys,
    silent: cell('OrderRejected is kept from restaurant: there is no deadline, the message is not lost', 'REJECTED', async (scene) => {
      const [, late] = await scene.placesWith(scene.router.hold(AccountAuthorized), scene.router.hold(OrderRejected).for('restaurant'));
      await givenUpAfterItsHold(scene);
      await scene.shows({ order: 'REJECTED', ticket: 'CREATE_PENDING', held: 0 });
      await late!.lift();
    }),
    late: noWayBack,
    twice: cell('OrderRejected, twice to restaurant', 'REJECTED', async (scene) => {
      await scene.placesWith(scene.router.hold(AccountAuthorized), scene.router.double(OrderRejected).for('restaurant'));
      await givenUpAfterItsHold(scene);
    }),
    early: cell('OrderRejected before OrderCreated: the kitchen keeps a tombstone', 'REJECTED', async (scene) => {
      const late = await scene.places(scene.router.hold(OrderCreated).for('restaurant'));
      await done(scene.cancels());
      await scene.reaches('REJECTED');
      await scene.stands({ ticket: 'CANCELLED' });
      await late.lift();
    }),
  },
};

const cancelDelivery: Step = {
  name: 'Undo: cancel the delivery',
  does: 'delivery: OrderRejected, OrderCancelled → DeliveryCancelled',
  cells: {
    refused: obeys,
    silent: cell('OrderCancelled is kept from delivery: there is no deadline, the message is not lost', 'CANCELLED', async (scene) => {
      await scene.approved();
      const [late] = await scene.says(scene.router.hold(OrderCancelled).for('delivery'));
      await done(scene.rejects());
      await scene.reaches('CANCELLED');
      await scene.shows({ ticket: 'CANCELLED', delivery: 'PENDING', held: 0 });
      await late!.lift();
    }),
    late: noWayBack,
    twice: cell('OrderCancelled, twice to delivery', 'CANCELLED', async (scene) => {
      await scene.approved();
      await scene.says(scene.router.double(OrderCancelled).for('delivery'));
      await done(scene.rejects());
      await scene.reaches('CANCELLED');
    }),
    early: cannot('It is what happens where OrderApproved comes late to delivery: see “Create the delivery”.'),
  },
};

/** Choreography: everybody reacts to what they hear, and only the order decides. */
export const createOrder: Saga = {
  title: 'Create order',
  steps: [verify, makeTicket, authorize, approve, showTicket, makeDelivery, accept, release, cancelTicket, cancelDelivery],
};
