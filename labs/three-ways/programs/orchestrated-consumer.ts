import { runService } from '@ftgo/service-runtime';
import { commandedConsumer } from '../orchestrated/consumer.ts';

await runService(commandedConsumer());
