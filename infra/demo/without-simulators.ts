import { SIMULATORS } from '../simulators/server-spec.ts';
import type { Scenario } from './scenario.ts';

/** A story whose people act themselves: whoever is simulated stands still meanwhile, and whatever happens goes on after it. */
export const withoutSimulators = ({ play, ...scenario }: Scenario): Scenario => ({
  ...scenario,
  async play(stage) {
    const simulated = stage.processes.all(SIMULATORS);
    for (const name of simulated) stage.processes.putToSleep(name);
    try {
      await play(stage);
    } finally {
      for (const name of simulated) stage.processes.wake(name);
    }
  },
});
