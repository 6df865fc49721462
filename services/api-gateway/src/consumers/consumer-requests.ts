import { z } from 'zod';
import { amount, email, name, newPassword } from '../http/fields.ts';

export const signUpConsumer = z.strictObject({ name, email, password: newPassword });
export const setConsumerStatus = z.strictObject({ status: z.enum(['ACTIVE', 'SUSPENDED']) });
export const setCreditLimit = z.strictObject({ creditLimit: amount });

export type SignUpConsumer = z.output<typeof signUpConsumer>;
export type SetConsumerStatus = z.output<typeof setConsumerStatus>;
export type SetCreditLimit = z.output<typeof setCreditLimit>;
