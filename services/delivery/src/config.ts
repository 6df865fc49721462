import { type ConfigOf, readConfig, serviceSettings } from '@ftgo/service-runtime';
import { z } from 'zod';

const settings = {
  ...serviceSettings,
  /** How long an offer is open for couriers' answers. */
  FTGO_OFFER_WINDOW_SECONDS: z.coerce.number().positive().max(600).default(5),
  /** How long a courier is looked for before the delivery fails. */
  FTGO_COURIER_DEADLINE_SECONDS: z.coerce.number().positive().max(86_400).default(3_600),
  /** A delivery that nobody took is offered again after so long also where no courier is known to have become free. */
  FTGO_OFFER_AGAIN_SECONDS: z.coerce.number().positive().max(3_600).default(30),
  /** Deliveries in a courier's plan at most. */
  FTGO_COURIER_CAPACITY: z.coerce.number().int().min(1).max(20).default(3),
  /** How fast couriers get about. */
  FTGO_COURIER_SPEED_KMH: z.coerce.number().positive().max(10_000).default(18),
  /** What a courier needs to take over or hand over an order. */
  FTGO_HANDOVER_SECONDS: z.coerce.number().min(0).max(3_600).default(60),
};

export type DeliveryConfig = ConfigOf<typeof settings>;

/** @throws ConfigError that names each variable at fault. */
export const readDeliveryConfig = (env = process.env): DeliveryConfig => readConfig(settings, env);
