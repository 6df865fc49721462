import { runService } from '@ftgo/service-runtime';
import { restaurantService } from './restaurant-service.ts';

await runService(restaurantService);
