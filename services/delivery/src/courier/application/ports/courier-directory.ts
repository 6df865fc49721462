import type { Courier, SignIn } from '../../domain/courier.ts';
import type { Sighting } from '../../domain/place.ts';

/** What is known of couriers, for queries. */
export abstract class CourierDirectory {
  abstract find(id: string): Promise<Courier | undefined>;
  abstract findKept(id: string): Promise<{ readonly courier: Courier; readonly version: number } | undefined>;
  abstract signInOf(email: string): Promise<SignIn | undefined>;
  /** Where they said they were last, of those who did. */
  abstract positionsOf(ids: readonly string[]): Promise<ReadonlyMap<string, Sighting>>;
}
