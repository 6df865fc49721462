import { describe, expect, it } from '@jest/globals';
import { kimOnDuty, now } from './courier.mother.ts';
import { ordersOf } from './courier.ts';
import { leaveOut } from './itinerary.ts';
import { stopsOf } from './plan.ts';
import { anErrand, dice, minutesLater, pace } from './town.mother.ts';

const roll = dice(2);
const [one, other] = [anErrand(roll, 1), anErrand(roll, 2)];
const kim = { ...kimOnDuty, stops: [...stopsOf(one, pace), ...stopsOf(other, pace)] };
const later = minutesLater(5);

describe('a courier’s plan', () => {
  it('loses the stop that was made, and the courier is known to be there', () => {
    const after = leaveOut(kim, one.orderId, ['DELIVER'], 'PICK_UP', later);
    expect(after.stops).toEqual(kim.stops.slice(1));
    expect(after.lastStop).toEqual({ lat: one.pickUpAddress.lat, lng: one.pickUpAddress.lng, at: later });
    expect(after.freeSince).toEqual(now);
  });

  it('has room again when a delivery is done', () => {
    const after = leaveOut({ ...kim, stops: kim.stops.slice(1) }, one.orderId, [], 'DELIVER', later);
    expect(ordersOf(after)).toEqual([other.orderId]);
    expect(after).toMatchObject({ freeSince: later, lastStop: { lat: one.deliveryAddress.lat } });
  });

  it('has room again when a delivery has come to nothing, and the courier is where they were', () => {
    const after = leaveOut(kim, other.orderId, [], undefined, later);
    expect(after.stops).toEqual(kim.stops.slice(0, 2));
    expect(after).toMatchObject({ freeSince: later });
    expect(after).not.toHaveProperty('lastStop');
  });

  it('is as it was when the delivery is not in it', () => expect(leaveOut(kim, 'order-3', [], undefined, later)).toBe(kim));
});
