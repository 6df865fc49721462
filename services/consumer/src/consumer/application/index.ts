// What the consumer module can do.
export { GetConsumer } from './get-consumer.ts';
export { SetStatus } from './set-status.ts';
export { DefaultCreditLimit, SignUp } from './sign-up.ts';
export { VerifyCredentials } from './verify-credentials.ts';
export { VerifyOrder } from './verify-order.ts';
