import { runService } from '@ftgo/service-runtime';
import { commandedRestaurant } from '../orchestrated/restaurant.ts';

await runService(commandedRestaurant());
