import { join } from 'node:path';
import { workspaceRoot } from '../folders.ts';
import type { ServerSpec } from '../server-process.ts';
import { inherited } from '../services.ts';
import { USUAL_HANDOVER_SECONDS, USUAL_KMH } from './courier/habits.ts';

/** What they are called together. */
export const SIMULATORS = 'simulators';

const simulators = ['staff', 'courier'] as const;

interface SimulatorOptions {
  readonly gatewayUrl: string;
  readonly logs: string;
  /** Decides, with an order's id, what happens to it. */
  readonly seed: number;
  /** How much faster than ours the town's time passes. */
  readonly speed: number;
  /** Sign-ins of whom they act for; all of the demo's unless told. */
  readonly people?: Readonly<Record<(typeof simulators)[number], readonly string[]>>;
}

/** How to run the simulators of a town. They need nothing but the gateway, and wait for it where it is away. */
export const simulatorSpecs = ({ gatewayUrl, logs, seed, speed, people }: SimulatorOptions): ServerSpec[] =>
  simulators.map((name) => ({
    name: `${name}-simulator`,
    part: SIMULATORS,
    command: process.execPath,
    args: [
      join(workspaceRoot, 'infra', 'simulators', name, 'main.ts'),
      ...['--gateway', gatewayUrl, '--seed', `${seed}`, '--speed', `${speed}`],
      ...(people ? ['--emails', people[name].join()] : []),
    ],
    cwd: workspaceRoot,
    env: inherited(),
    logFile: join(logs, `${name}-simulator.log`),
    ready: async () => undefined,
    readyWithin: 5_000,
    stopSignal: 'SIGTERM',
    stopWithin: 3_000,
  }));

/** What the delivery service has to know of a town whose time passes at another speed, unless the shell says otherwise. */
export const paceOfCouriers = (speed: number): Record<string, string> => ({
  DELIVERY_FTGO_COURIER_SPEED_KMH: `${USUAL_KMH * speed}`,
  DELIVERY_FTGO_HANDOVER_SECONDS: `${USUAL_HANDOVER_SECONDS / speed}`,
});
