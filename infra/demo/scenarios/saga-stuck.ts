import type { SagaInFull } from '../../sagas/saga-text.ts';
import { STEPS_TO_APPROVAL, checkUndone } from '../checks.ts';
import type { Problem } from '../documents.ts';
import { eventually } from '../eventually.ts';
import { OrderStory } from '../order-story.ts';
import type { Scenario } from '../scenario.ts';

const LONGEST_STEP_IN_A_HURRY_MS = 2_000;
const HOW_TO_SHORTEN = 'ORDER_FTGO_STEP_DEADLINE_SECONDS=1 ORDER_FTGO_STEP_ATTEMPTS=2 npm start makes it 3 s';

export const sagaStuck: Scenario = {
  name: 'saga-stuck',
  shows: 'The account does not answer at the pivot: no way back, no way on. An operator sees it, settles it, and what they did is kept.',
  async play(stage) {
    const { narrator, processes, operator } = stage;
    const stan = await stage.newConsumer('Stan');
    const order = await OrderStory.place(stage, stan);
    await order.reaches('APPROVED');
    await order.hears(STEPS_TO_APPROVAL);
    try {
      processes.putToSleep('consumer');
      narrator.say('\n  The consumer service is put to sleep (SIGSTOP): it has the account.\n');
      await order.cancel();
      await order.hears(['ReverseAuthorization']);
      const { sagaId } = (await order.current()).saga!;
      const path = `/v1/operations/sagas/${sagaId}`;
      const { dueAt } = await operator.get<SagaInFull>(path);
      if (stage.hurried && Date.parse(dueAt!) - Date.now() > LONGEST_STEP_IN_A_HURRY_MS) {
        narrator.say(`Until it is stuck takes too long for --all. Watch it by itself; ${HOW_TO_SHORTEN}.`);
        return order.hush();
      }
      narrator.say(`The saga asks again and again. (${HOW_TO_SHORTEN}.)`);
      const stuck = await eventually('the saga to be stuck', async () => {
        const saga = await operator.get<SagaInFull>(path);
        return saga.stuck && saga;
      }, 120_000);
      narrator.fact('npm run sagas -- list', `${stuck.step} of the ${stuck.participant} service, attempt ${stuck.attempt}: ${stuck.stuck!.detail}`);

      const { status, body } = await operator.tries<Problem>('POST', `${path}/compensate`, { reason: 'Stan is waiting.' });
      narrator.check('there is no way back any more', status === 409 && body.code === 'PAST_THE_PIVOT', `it was answered ${status} ${body.code}`);
      narrator.deed('the operator settles the step: the account will be seen to');
      const { interventions } = await operator.post<SagaInFull>(`${path}/settle`, { reason: 'The account will be seen to.' });
      await order.reaches('CANCELLED');
      const [last] = interventions.slice(-1);
      narrator.check('who did it is kept', last?.action === 'SETTLE' && last.step === 'REVERSE_AUTHORIZATION', JSON.stringify(interventions));

      narrator.deed('the consumer service wakes (SIGCONT), and does what it was asked');
      processes.wake('consumer');
      await order.hears(['AuthorizationReversed', 'DeliveryCancelled', 'TicketCancelled'], 60_000);
      checkUndone(stage, await order.ends(), 'CANCELLED', 'BY_CONSUMER');
    } finally {
      processes.wakeAll();
    }
  },
};
