import { Problem } from '../problem.ts';
import type { StackState } from '../stack-state.ts';
import { RouterClient } from './client.ts';

/**
 * The message router of a running stack.
 *
 * @throws Problem where the stack runs without
 */
export function routerOf({ routerUrl }: Pick<StackState, 'routerUrl'>): RouterClient {
  if (!routerUrl) throw new Problem('No message router is between the services: start the stack with `npm start -- --router`.');
  return new RouterClient(routerUrl);
}
