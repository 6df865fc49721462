import type { RouterClient } from '../router/client.ts';
import { routerOf } from '../router/of-stack.ts';
import type { Scenario } from './scenario.ts';
import type { Stage } from './stage.ts';

interface RoutedScenario extends Omit<Scenario, 'play'> {
  readonly play: (stage: Stage, router: RouterClient) => Promise<void>;
}

/** A story that needs the message router between the services; among many it is passed over where there is none. */
export const withRouter = ({ play, ...scenario }: RoutedScenario): Scenario => ({
  ...scenario,
  async play(stage) {
    if (stage.hurried && !stage.servers.routerUrl) {
      stage.narrator.say('Passed over: it needs the message router between the services, `npm start -- --router`.');
      return;
    }
    const router = routerOf(stage.servers);
    try {
      await play(stage, router);
    } finally {
      await router.reset();
    }
  },
});
