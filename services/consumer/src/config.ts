import { type ConfigOf, readConfig, serviceSettings } from '@ftgo/service-runtime';
import { z } from 'zod';

const settings = {
  ...serviceSettings,
  /** What a new consumer may spend, in cents of USD. */
  FTGO_DEFAULT_CREDIT_LIMIT: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(50_000),
  /** The mail server: smtp://user:password@host:port, or smtps://. Without it nobody is sent mail. */
  FTGO_SMTP_URL: z.string().regex(/^smtps?:\/\//, 'must be an smtp:// or smtps:// URL').optional(),
  FTGO_MAIL_FROM: z.string().regex(/@[\w.-]+>?$/, 'must be an address, or a name and an <address>').default('FTGO <orders@ftgo.example>'),
  /** As many as the provider takes. */
  FTGO_MAILS_PER_SECOND: z.coerce.number().positive().max(1_000).default(20),
  /** The pause after a mail's first failed attempt; it doubles with each further one. */
  FTGO_MAIL_RETRY_MS: z.coerce.number().int().min(1).default(2_000),
};

export type ConsumerConfig = ConfigOf<typeof settings>;

/** @throws ConfigError that names each variable at fault. */
export const readConsumerConfig = (env = process.env): ConsumerConfig => readConfig(settings, env);
