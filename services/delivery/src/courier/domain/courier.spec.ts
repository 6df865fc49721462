import { describe, expect, it } from '@jest/globals';
import { registerCourier, setAvailability } from './courier.ts';
import { CourierNotFound, EmailTaken } from './courier-errors.ts';
import { kim, kimOnDuty, kimsSignIn, kimToBe, now } from './courier.mother.ts';

describe('where there is no courier yet', () => {
  it('one is registered, off duty, with a sign-in of their own', () => {
    expect(registerCourier(undefined, kimToBe)).toEqual({
      state: kim,
      signIn: kimsSignIn,
      events: [{ type: 'CourierCreated', courierId: kim.id, name: 'Kim Lee' }],
    });
  });

  it('the courier and what is told of them know nothing of the password', () => {
    const { state, events } = registerCourier(undefined, kimToBe);
    expect(JSON.stringify([state, events])).not.toContain('argon2');
  });

  it('an address that has an owner is refused', () => {
    expect(() => registerCourier({ ...kimsSignIn, courierId: 'somebody else' }, kimToBe)).toThrow(EmailTaken);
  });

  it('nobody can go on duty', () => {
    expect(() => setAvailability(undefined, kim.id, true, now)).toThrow(CourierNotFound);
  });
});

describe('a courier off duty', () => {
  it('goes on duty', () => {
    expect(setAvailability(kim, kim.id, true, now)).toEqual({
      state: kimOnDuty,
      events: [{ type: 'CourierAvailabilityChanged', courierId: kim.id, available: true }],
    });
  });

  it('going off duty again changes nothing', () => {
    const { state, events } = setAvailability(kim, kim.id, false, now);
    expect(state).toBe(kim);
    expect(events).toEqual([]);
  });
});

describe('a courier on duty', () => {
  it('goes off duty', () => {
    expect(setAvailability(kimOnDuty, kim.id, false, now)).toEqual({
      state: { ...kimOnDuty, available: false },
      events: [{ type: 'CourierAvailabilityChanged', courierId: kim.id, available: false }],
    });
  });

  it('going on duty again changes nothing', () => {
    const { state, events } = setAvailability(kimOnDuty, kim.id, true, now);
    expect(state).toBe(kimOnDuty);
    expect(events).toEqual([]);
  });
});
