import type { ReceiverSettings } from '../ground/wire.ts';
import type { Crashing } from './crashing.ts';

/** Joins the group. @returns leaves it, once what is under way is done. */
export type Receive = (settings: ReceiverSettings, crashing: Crashing) => Promise<() => Promise<void>>;
