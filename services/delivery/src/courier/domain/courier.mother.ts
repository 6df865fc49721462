import type { Courier, NewCourier, SignIn } from './courier.ts';

export const kimToBe: NewCourier = {
  id: '01980000-0000-7000-8000-00000000d001',
  name: 'Kim Lee',
  email: 'kim@ftgo.example',
  passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA',
};

export const kimsSignIn: SignIn = { courierId: kimToBe.id, passwordHash: kimToBe.passwordHash };

export const kim: Courier = { id: kimToBe.id, name: kimToBe.name, email: kimToBe.email, available: false, stops: [] };

export const now = new Date('2026-11-21T19:00:00Z');

export const kimOnDuty: Courier = { ...kim, available: true, freeSince: now };
