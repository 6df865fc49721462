import type { Decided } from '@ftgo/write-path';
import { CourierNotFound, EmailTaken } from './courier-errors.ts';
import type { CourierEvent } from './courier-event.ts';

export interface Courier {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Wants offers now. */
  readonly available: boolean;
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
    state: { id, name, email, available: false },
    signIn: { courierId: id, passwordHash },
    events: [{ type: 'CourierCreated', courierId: id, name }],
  };
}

/** @throws CourierNotFound */
export function setAvailability(courier: Courier | undefined, id: string, available: boolean): Decided<Courier, CourierEvent> {
  if (!courier) throw new CourierNotFound(id);
  if (courier.available === available) return { state: courier, events: [] };
  return {
    state: { ...courier, available },
    events: [{ type: 'CourierAvailabilityChanged', courierId: courier.id, available }],
  };
}
