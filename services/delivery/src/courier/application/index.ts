// What the courier module can do.
export { CreateCourier } from './create-courier.ts';
export { GetCourier } from './get-courier.ts';
export { GetPlan } from './get-plan.ts';
export { SetAvailability } from './set-availability.ts';
export { VerifyCredentials } from './verify-credentials.ts';
