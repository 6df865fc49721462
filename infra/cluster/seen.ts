import { eventually } from '../demo/eventually.ts';

const LOOK_EVERY_MS = 250;

/** Looks at the cluster until the probe gives something: not all the time, since each look is a process of its own. */
export const seen = <T>(what: string, probe: () => Promise<T | undefined>, withinMs = 60_000): Promise<T> => eventually(what, probe, withinMs, LOOK_EVERY_MS);
