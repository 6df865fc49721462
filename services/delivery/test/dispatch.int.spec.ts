import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ServiceDatabase, heard, requested, serviceDatabase } from '@ftgo/component-testing';
import { CoalescingWritePath, pgSql } from '@ftgo/write-path';
import { eventually } from '@ftgo/testing';
import { v7 as newId } from 'uuid';
import { CourierTerms } from '../src/courier/application/courier-terms.ts';
import { CreateCourier, GetCourier, SetAvailability } from '../src/courier/application/index.ts';
import { NoRoomInPlan, OfferClosed } from '../src/courier/domain/courier-errors.ts';
import { PrismaCourierDirectory } from '../src/courier/outbound/prisma/prisma-courier-directory.ts';
import { PrismaPositions } from '../src/courier/outbound/prisma/prisma-positions.ts';
import { WritePathCouriers } from '../src/courier/outbound/prisma/write-path-couriers.ts';
import { AnswerOffer, BringOrder, Dispatch, FollowCouriers, FollowOrder, FollowRestaurants, ListOffers } from '../src/delivery/application/index.ts';
import { ajantas, inMinutes, janesApprovedOrder } from '../src/delivery/domain/delivery.mother.ts';
import { PrismaDeliveryView } from '../src/delivery/outbound/prisma/prisma-delivery-view.ts';
import { WritePathDeliveries } from '../src/delivery/outbound/prisma/write-path-deliveries.ts';
import { WritePathPlans } from '../src/delivery/outbound/prisma/write-path-plans.ts';
import { WritePathRestaurants } from '../src/delivery/outbound/prisma/write-path-restaurants.ts';
import { PrismaClient } from '../src/generated/prisma/client.ts';
import { expectAllAsTheirEventsSay } from './rebuilt.ts';

const terms = new CourierTerms({ windowSeconds: 60, giveUpSeconds: 3_600 }, 30, 1, { metersPerSecond: 5, handoverSeconds: 60 });
/** Prisma takes a transaction back after five seconds unless told. */
const LONG = { maxWait: 30_000, timeout: 30_000 };
const later = (minutes: number) => new Date(Date.now() + minutes * 60_000);

let database: ServiceDatabase<PrismaClient>;
/** Two replicas of the service, as far as dispatching goes. */
let replicas: readonly { dispatch: Dispatch; answers: FollowCouriers; orders: FollowOrder }[];
let directory: PrismaCourierDirectory;
let view: PrismaDeliveryView;
beforeAll(async () => {
  database = await serviceDatabase('delivery', PrismaClient);
  directory = new PrismaCourierDirectory(database.prisma);
  view = new PrismaDeliveryView(database.prisma);
  const replica = () => {
    const deliveries = new WritePathDeliveries(database.writePath);
    const plans = new WritePathPlans(database.writePath, directory);
    return {
      dispatch: new Dispatch(deliveries, plans, view, directory, terms),
      answers: new FollowCouriers(deliveries, plans),
      orders: new FollowOrder(deliveries, terms),
    };
  };
  replicas = [replica(), replica()];
  const { restaurantId } = janesApprovedOrder;
  const restaurants = new FollowRestaurants(new WritePathRestaurants(database.writePath));
  await restaurants.created(restaurantId, { name: 'Ajanta', address: ajantas }, heard('delivery', restaurantId));
});
afterAll(() => database?.drop());

async function aCourierOnDuty(): Promise<string> {
  const couriers = new WritePathCouriers(database.writePath);
  const { id } = await new CreateCourier(couriers).execute({ name: 'Kim', email: `${newId()}@ftgo.example`, password: 'ftgo-demo' }, requested());
  await new SetAvailability(couriers).execute(id, true, requested());
  return id;
}

let orderId: string;
const delivery = async () => (await view.find(orderId))!.delivery;
const dispatchAt = (now: Date) => Promise.all(replicas.map(({ dispatch }) => dispatch.execute(now)));
const answered = async (courierId: string, accepted: boolean, addedTravelSeconds = 60, by = replicas[0]!) => {
  const { offerId } = (await delivery()).offer!;
  await by.answers.answered(orderId, { offerId, courierId, accepted, addedTravelSeconds, addedLatenessSeconds: 0 }, heard('delivery', orderId));
};
const left: string[] = [];
/** Approved, accepted and offered. */
async function anOrder(): Promise<void> {
  orderId = newId();
  left.push(orderId);
  await replicas[0]!.orders.approved({ ...janesApprovedOrder, orderId }, heard('delivery', orderId));
  await replicas[1]!.orders.accepted({ ...janesApprovedOrder, orderId, readyBy: inMinutes(20) }, heard('delivery', orderId));
}
beforeEach(anOrder);
// No test's couriers or deliveries are another's.
afterEach(async () => {
  await database.query('update couriers set available = false, version = version + 1');
  for (const id of left.splice(0)) await replicas[0]!.orders.rejectedOrCancelled({ ...janesApprovedOrder, orderId: id }, heard('delivery', id));
});

describe('an offer', () => {
  it('whose answers come to either replica is ended by one of them, and gives the delivery to one courier', async () => {
    const [kim, lee] = [await aCourierOnDuty(), await aCourierOnDuty()];
    await answered(kim, true, 60, replicas[0]);
    await answered(lee, true, 60, replicas[1]);
    await dispatchAt(later(0));
    expect((await delivery()).stage).toBe('OFFERED');
    await dispatchAt(later(1.2));
    expect((await delivery()).stage).toBe('SCHEDULED');
    const { courierId } = (await delivery()).assignment!;
    expect([kim, lee]).toContain(courierId);
    const plans = await Promise.all([kim, lee].map(async (id) => [id, (await directory.find(id))!.stops.length]));
    expect(Object.fromEntries(plans)).toEqual({ [kim]: 0, [lee]: 0, [courierId]: 2 });
  });

  it('is not lost with the replica that made it, or heard the answers', async () => {
    const kim = await aCourierOnDuty();
    await answered(kim, true, 60, replicas[0]);
    await replicas[1]!.dispatch.execute(later(1.2));
    expect((await delivery()).assignment?.courierId).toBe(kim);
  });

  it('goes to the next best where the best has no room any more', async () => {
    const [kim, lee] = [await aCourierOnDuty(), await aCourierOnDuty()];
    await answered(kim, true, 1);
    await answered(lee, true, 600);
    await new SetAvailability(new WritePathCouriers(database.writePath)).execute(kim, false, requested());
    await dispatchAt(later(1.2));
    expect((await delivery()).assignment?.courierId).toBe(lee);
  });
});

describe('a courier', () => {
  const answer = () => new AnswerOffer(view, new WritePathCouriers(database.writePath), directory, terms);
  const list = () => new ListOffers(view, new GetCourier(directory), terms);
  const isAt = async (courierId: string, place: { lat: number; lng: number }) => new PrismaPositions(database.prisma).keep(courierId, { ...place, at: new Date() });
  const offersTo = async (courierId: string) => (await list().execute(courierId)).map((offer) => offer.orderId);
  const goesOffDuty = async (courierId: string) => {
    await new SetAvailability(new WritePathCouriers(database.writePath)).execute(courierId, false, requested());
    await replicas[0]!.answers.availabilityChanged(courierId, heard('delivery', courierId));
  };

  it('says what a detour adds, and the one whom it takes least out of the way gets the delivery', async () => {
    const couriers = await Promise.all([aCourierOnDuty(), aCourierOnDuty(), aCourierOnDuty()]);
    const places = [{ lat: 37.9, lng: -122.4 }, ajantas, { lat: 38, lng: -122.5 }];
    const added: number[] = [];
    for (const [i, courierId] of couriers.entries()) {
      await isAt(courierId, places[i]!);
      const accepted = await answer().accept(courierId, orderId, requested());
      added.push(accepted.addedTravelSeconds);
      await answered(courierId, true, accepted.addedTravelSeconds);
    }
    expect(added[1]).toBeLessThan(added[0]!);
    expect(added[0]).toBeLessThan(added[2]!);
    expect((await database.published(orderId)).filter(({ type }) => type === 'OfferAccepted')).toHaveLength(3);
    await dispatchAt(later(1.2));
    expect((await delivery()).assignment?.courierId).toBe(couriers[1]);
  });

  it('who declines is not asked again, and does not get it', async () => {
    const kim = await aCourierOnDuty();
    expect(await offersTo(kim)).toContain(orderId);
    await answer().decline(kim, orderId, requested());
    await answered(kim, false);
    expect(await offersTo(kim)).not.toContain(orderId);
    await dispatchAt(later(1.2));
    expect((await delivery()).stage).toBe('PENDING');
  });

  it('has no more deliveries in the plan than there is room for', async () => {
    const kim = await aCourierOnDuty();
    await answered(kim, true);
    await dispatchAt(later(1.2));
    expect((await directory.find(kim))!.stops).toHaveLength(2);
    await anOrder();
    expect(await offersTo(kim)).toEqual([]);
    await expect(answer().accept(kim, orderId, requested())).rejects.toThrow(NoRoomInPlan);
    await answered(kim, true);
    await dispatchAt(later(1.2));
    expect((await delivery()).stage).toBe('PENDING');
  });

  it('who drops out loses what is not picked up, and it is offered again', async () => {
    const kim = await aCourierOnDuty();
    await answered(kim, true);
    await dispatchAt(later(1.2));
    await goesOffDuty(kim);
    expect((await directory.find(kim))!.stops).toEqual([]);
    expect((await delivery()).stage).toBe('PENDING');
    await aCourierOnDuty();
    await dispatchAt(later(1.3));
    expect((await delivery()).stage).toBe('OFFERED');
  });

  it('who drops out does so also where word of it comes before it can be seen', async () => {
    const kim = await aCourierOnDuty();
    await answered(kim, true);
    await dispatchAt(later(1.2));
    const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    // It has not seen the courier before.
    const replica = new CoalescingWritePath(pgSql(database.pool));
    const answers = new FollowCouriers(new WritePathDeliveries(replica), new WritePathPlans(replica, directory));
    let handled!: Promise<void>;
    await database.prisma.$transaction(async (uncommitted) => {
      await uncommitted.$executeRaw`update couriers set available = false, version = version + 1 where id = ${kim}::uuid`;
      handled = answers.availabilityChanged(kim, heard('delivery', kim));
      await Promise.race([handled, eventually(async () => expect(await database.query(waiting)).not.toEqual([]))]);
    }, LONG);
    await handled;
    expect((await directory.find(kim))!.stops).toEqual([]);
    expect((await delivery()).stage).toBe('PENDING');
  });

  it('who goes off duty brings what is picked up', async () => {
    const kim = await aCourierOnDuty();
    await answered(kim, true);
    await dispatchAt(later(1.2));
    const bring = new BringOrder(new WritePathDeliveries(database.writePath));
    await bring.pickUp(orderId, kim, requested());
    await goesOffDuty(kim);
    expect((await directory.find(kim))!.stops).toMatchObject([{ orderId, action: 'DELIVER' }]);
    await bring.deliver(orderId, kim, requested());
    expect((await delivery()).stage).toBe('DELIVERED');
    expect((await directory.find(kim))!.lastStop).toMatchObject({ lat: janesApprovedOrder.deliveryAddress.lat });
  });

  it('is too late when the offer is closed', async () => {
    const kim = await aCourierOnDuty();
    await dispatchAt(later(1.2));
    await expect(answer().accept(kim, orderId, requested())).rejects.toThrow(OfferClosed);
  });
});

describe('a delivery that nobody takes', () => {
  it('waits until a courier becomes free, and is offered again then', async () => {
    await dispatchAt(later(1.2));
    expect((await delivery()).stage).toBe('PENDING');
    await dispatchAt(later(1.3));
    expect((await delivery()).stage).toBe('PENDING');
    const kim = await aCourierOnDuty();
    await dispatchAt(later(1.35));
    expect((await delivery()).stage).toBe('PENDING');
    await database.query('update couriers set free_since = $2, version = version + 1 where id = $1', [kim, later(1.36)]);
    await dispatchAt(later(1.4));
    expect((await delivery()).stage).toBe('OFFERED');
  });

  it('has its turn before one that was offered in vain since, though that one is older', async () => {
    await anOrder();
    await anOrder();
    await aCourierOnDuty();
    const stages = () => Promise.all(left.map(async (id) => (await view.find(id))!.delivery.stage));
    const { dispatch } = replicas[0]!;
    await dispatch.execute(later(1.2));
    const turns: string[][] = [];
    for (const minutes of [2, 3.2, 4.4]) {
      await dispatch.execute(later(minutes));
      turns.push(await stages());
    }
    expect(turns).toEqual([
      ['OFFERED', 'PENDING', 'PENDING'],
      ['PENDING', 'OFFERED', 'PENDING'],
      ['PENDING', 'PENDING', 'OFFERED'],
    ]);
  });

  it('fails when its time is over, once, and stays failed', async () => {
    await dispatchAt(later(1.2));
    await dispatchAt(later(61));
    expect(await delivery()).toMatchObject({ stage: 'FAILED', failureReason: 'NO_COURIER' });
    expect((await database.published(orderId)).filter(({ type }) => type === 'DeliveryFailed')).toHaveLength(1);
    await replicas[0]!.orders.rejectedOrCancelled({ ...janesApprovedOrder, orderId }, heard('delivery', orderId));
    expect((await delivery()).stage).toBe('FAILED');
  });
});

it('all deliveries of this file can be rebuilt from what happened to them', () => expectAllAsTheirEventsSay(database, 5));
