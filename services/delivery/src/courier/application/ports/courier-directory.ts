import type { Courier, SignIn } from '../../domain/courier.ts';

/** What is known of couriers, for queries. */
export abstract class CourierDirectory {
  abstract find(id: string): Promise<Courier | undefined>;
  abstract signInOf(email: string): Promise<SignIn | undefined>;
}
