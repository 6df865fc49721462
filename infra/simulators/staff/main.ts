// The staff of the demo's restaurants, as a process of its own on the public API.
import { demoRestaurants } from '../../demo-data/written.ts';
import { runSimulator } from '../run-simulator.ts';
import { Plan } from './plan.ts';
import { RestaurantStaff } from './restaurant-staff.ts';

const emails = demoRestaurants().map(({ email }) => email);
await runSimulator('staff-simulator', emails, ({ worker, fate, pace, log }) => new RestaurantStaff(worker, new Plan(fate, pace), log));
