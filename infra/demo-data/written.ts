import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export interface Person {
  readonly name: string;
  readonly email: string;
}

const read = <T>(file: string): T => parse(readFileSync(join(import.meta.dirname, file), 'utf8')) as T;

/** Each is the body of the request that creates it. */
export const demoRestaurants = (): Person[] => read('restaurants.yaml');

/** Who signs in to the demo besides the restaurants' staff. */
export const demoPeople = (): { consumers: Person[]; couriers: Person[] } => read('people.yaml');
