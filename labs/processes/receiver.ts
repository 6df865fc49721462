import { Crashing } from './crashing.ts';
import type { Receive } from './receive.ts';
import { atLeastOnce, atMostOnce } from './without-inbox.ts';
import { effectivelyOnce } from './effectively-once.ts';
import type { Guarantee, ReceiverSettings } from '../ground/wire.ts';
import { endWithTheLab, say, settingsOf } from './report.ts';

const receiveWith: Record<Guarantee, Receive> = {
  'at most once': atMostOnce,
  'at least once': atLeastOnce,
  'effectively once': effectivelyOnce,
};

endWithTheLab();
const settings = settingsOf<ReceiverSettings>();
const leave = await receiveWith[settings.guarantee](settings, new Crashing(settings.halt));
process.once('SIGTERM', () => void leave().then(() => process.exit(0)));
say('joined');
