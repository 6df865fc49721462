// The demo's couriers, as a process of their own on the public API.
import { demoPeople } from '../../demo-data/written.ts';
import { runSimulator } from '../run-simulator.ts';
import { SimulatedCourier } from './courier.ts';
import { Habits } from './habits.ts';

const emails = demoPeople().couriers.map(({ email }) => email);
await runSimulator('courier-simulator', emails, ({ worker, fate, pace, log }) => new SimulatedCourier(worker, new Habits(fate, pace), log));
