import { runService } from '@ftgo/service-runtime';
import { calledConsumer } from '../synchronous/consumer.ts';

await runService(calledConsumer());
