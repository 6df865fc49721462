import { money } from '@ftgo/money';
import type { Active, OrderToVerify, SignUp, Suspended } from './consumer.ts';

export const JANE_ID = '01939c00-0000-7000-8000-00000000a001';
export const SAM_ID = '01939c00-0000-7000-8000-00000000a002';

/** Jane orders often and pays. */
export const jane: Active = {
  id: JANE_ID,
  name: 'Jane Eyre',
  email: 'Jane@ftgo.example',
  passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA',
  status: 'ACTIVE',
};

/** Sam was suspended by an operator. */
export const sam: Suspended = { ...jane, id: SAM_ID, name: 'Sam Weller', email: 'sam@ftgo.example', status: 'SUSPENDED' };

const { status: _, ...janesPerson } = jane;
export const janesSignUp: SignUp = { ...janesPerson, creditLimit: money(50_000, 'USD') };

export const orderOf = (consumerId: string): OrderToVerify => ({
  orderId: '01939c00-0000-7000-8000-00000000b001',
  consumerId,
  orderTotal: money(2_450, 'USD'),
});
