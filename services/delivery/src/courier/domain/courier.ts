import type { Decided } from '@ftgo/write-path';
import { CourierNotFound, EmailTaken } from './courier-errors.ts';
import type { CourierEvent } from './courier-event.ts';
import type { Sighting } from './place.ts';
import type { Stop } from './plan.ts';

/** A courier with their plan, which is one aggregate: nobody can be in two plans, or be given what there is no room for. */
export interface Courier {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Wants offers now. */
  readonly available: boolean;
  /** What is before them, in order. */
  readonly stops: readonly Stop[];
  /** Where they were seen last for certain: at the stop behind them. */
  readonly lastStop?: Sighting;
  /** When there came to be more room in the plan, or they came on duty. */
  readonly freeSince?: Date;
}

/**
 * Whose an e-mail address is and how its owner proves it. An aggregate of its own, found by the address: that there
 * is none yet is what makes an address free.
 */
export interface SignIn {
  readonly courierId: string;
  /** Argon2id, in PHC form. */
  readonly passwordHash: string;
}

export interface NewCourier {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string;
}

export interface Registered extends Decided<Courier, CourierEvent> {
  readonly signIn: SignIn;
}

/**
 * A courier begins off duty.
 *
 * @throws EmailTaken where the address has an owner.
 */
export function registerCourier(owner: SignIn | undefined, { id, name, email, passwordHash }: NewCourier): Registered {
  if (owner) throw new EmailTaken();
  return {
    state: { id, name, email, available: false, stops: [] },
    signIn: { courierId: id, passwordHash },
    events: [{ type: 'CourierCreated', courierId: id, name }],
  };
}

/**
 * On or off duty. Who goes off duty drops out of what they have not picked up yet, and delivers the rest.
 *
 * @throws CourierNotFound
 */
export function setAvailability(courier: Courier | undefined, id: string, available: boolean, now: Date): Decided<Courier, CourierEvent> {
  if (!courier) throw new CourierNotFound(id);
  if (courier.available === available) return { state: courier, events: [] };
  return {
    state: { ...courier, available, ...(available && { freeSince: now }) },
    events: [{ type: 'CourierAvailabilityChanged', courierId: courier.id, available }],
  };
}

/** The deliveries in a courier's plan. */
export const ordersOf = ({ stops }: Courier): readonly string[] => [...new Set(stops.map(({ orderId }) => orderId))];

export const hasRoom = (courier: Courier, capacity: number): boolean => courier.available && ordersOf(courier).length < capacity;
