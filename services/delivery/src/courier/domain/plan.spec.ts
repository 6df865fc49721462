import { describe, expect, it } from '@jest/globals';
import { addedBy, cheapestInsertion, stopsOf, timed, travelSeconds } from './plan.ts';
import { anErrand, dice, evening, everyOrder, minutesLater, pace, somewhere, totalOf } from './town.mother.ts';

const roll = dice(1);
const home = somewhere(roll);

describe('an errand for a courier with nothing to do', () => {
  const errand = anErrand(roll, 1, minutesLater(60));
  const { stops, pickUpAt, deliverAt, addedTravelSeconds, addedLatenessSeconds } = cheapestInsertion([], errand, home, evening, pace);
  const ride = travelSeconds(errand.pickUpAddress, errand.deliveryAddress, pace);

  it('is picked up, then delivered', () => expect(stops.map(({ action }) => action)).toEqual(['PICK_UP', 'DELIVER']));

  it('waits for the food', () => expect(pickUpAt).toEqual(minutesLater(60)));

  it('takes the handover and the ride', () => expect((deliverAt.getTime() - pickUpAt.getTime()) / 1_000).toBeCloseTo(ride + 60, 2));

  it('adds the way there and the ride, and nothing is late', () => {
    expect(addedTravelSeconds).toBe(Math.round(travelSeconds(home, errand.pickUpAddress, pace) + ride));
    expect(addedLatenessSeconds).toBe(0);
  });

  it('costs only the ride where nobody knows where the courier is', () => {
    expect(cheapestInsertion([], errand, undefined, evening, pace).addedTravelSeconds).toBe(Math.round(ride));
  });

  it('is late where the consumer wants it sooner than it can be', () => {
    const hurried = { ...errand, deliveryTime: minutesLater(60) };
    expect(cheapestInsertion([], hurried, home, evening, pace).addedLatenessSeconds).toBe(Math.round(ride + 60));
  });
});

describe('an errand for a courier who has others', () => {
  it('is inserted where it costs least, of all places that there are', () => {
    for (let n = 0; n < 50; n++) {
      const plan = cheapestInsertion(stopsOf(anErrand(roll, 1), pace), anErrand(roll, 2), home, evening, pace).stops;
      const errand = anErrand(roll, 3);
      const inserted = cheapestInsertion(plan, errand, home, evening, pace);
      const keepsItsOrder = (stops: readonly { orderId: string }[]) => stops.filter(({ orderId }) => orderId !== errand.orderId).every((stop, i) => stop === plan[i]);
      const costs = [...everyOrder([...plan, ...stopsOf(errand, pace)])].filter(keepsItsOrder).map((stops) => totalOf(stops, home));
      // Any place for the pick-up, and any place after it for the delivery.
      expect(costs).toHaveLength(15);
      expect(totalOf(inserted.stops, home)).toBeCloseTo(Math.min(...costs), 3);
      expect(addedBy(inserted)).toBeCloseTo(totalOf(inserted.stops, home) - totalOf(plan, home), -1);
    }
  });

  it('leaves the order of the others as it was', () => {
    const plan = stopsOf(anErrand(roll, 1), pace);
    const { stops } = cheapestInsertion(plan, anErrand(roll, 2), home, evening, pace);
    expect(stops.filter(({ orderId }) => orderId === 'order-1')).toEqual(plan);
  });
});

describe('three errands, one after the other, of one courier', () => {
  it('cost at most a tenth more on average than the best order of all, found by trying each', () => {
    let [inserted, best] = [0, 0];
    for (let n = 0; n < 60; n++) {
      const errands = [1, 2, 3].map((i) => anErrand(roll, i));
      const stops = errands.reduce((plan, errand) => [...cheapestInsertion(plan, errand, home, evening, pace).stops], [] as ReturnType<typeof stopsOf>[number][]);
      const all = [...everyOrder(errands.flatMap((errand) => stopsOf(errand, pace)))];
      expect(all).toHaveLength(90);
      const optimum = Math.min(...all.map((each) => totalOf(each, home)));
      expect(totalOf(stops, home)).toBeGreaterThanOrEqual(optimum - 0.001);
      inserted += totalOf(stops, home);
      best += optimum;
    }
    const gap = inserted / best - 1;
    expect(gap).toBeLessThan(0.1);
  });
});

describe('the times of a plan', () => {
  it('follow from where the courier is now', () => {
    const plan = stopsOf(anErrand(roll, 1, evening), pace);
    const [pickUp, delivery] = timed(plan, home, evening, pace);
    expect(pickUp!.at.getTime()).toBeCloseTo(evening.getTime() + travelSeconds(home, plan[0].address, pace) * 1_000, -1);
    expect(delivery!.at.getTime()).toBeGreaterThan(pickUp!.at.getTime() + 60_000);
  });
});
