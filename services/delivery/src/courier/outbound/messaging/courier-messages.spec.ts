import { describe, expect, it } from '@jest/globals';
import { kim } from '../../domain/courier.mother.ts';
import { courierMessage } from './courier-messages.ts';

describe('what the world hears of a courier', () => {
  it('is the name, but neither e-mail nor password', () => {
    expect(courierMessage({ type: 'CourierCreated', courierId: kim.id, name: kim.name })).toMatchObject({
      channel: 'ftgo.courier.events',
      key: kim.id,
      type: 'ftgo.courier.CourierCreated.v1',
      body: { courierId: kim.id, name: 'Kim Lee' },
    });
  });

  it('says when the courier goes on and off duty', () => {
    const { type, body } = courierMessage({ type: 'CourierAvailabilityChanged', courierId: kim.id, available: true });
    expect(type).toBe('ftgo.courier.CourierAvailabilityChanged.v1');
    expect(body).toEqual({ courierId: kim.id, available: true });
  });
});
