import { runService } from '@ftgo/service-runtime';
import { restaurantService } from './restaurant-service.module.ts';

await runService(restaurantService());
