import { runService } from '@ftgo/service-runtime';
import { calledRestaurant } from '../synchronous/restaurant.ts';

await runService(calledRestaurant());
