import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ConfigError, readConfig, serviceSettings } from './config.ts';

const complete = {
  FTGO_DATABASE_URL: 'postgresql://order@127.0.0.1/order',
  FTGO_KAFKA_BROKERS: 'a:9092,b:9092',
  FTGO_JWKS_URL: 'http://127.0.0.1:8080/.well-known/jwks.json',
};

describe('the configuration', () => {
  it('is read from the environment, with defaults for loopback', () => {
    expect(readConfig(serviceSettings, complete)).toMatchObject({ FTGO_KAFKA_BROKERS: ['a:9092', 'b:9092'], FTGO_HOST: '127.0.0.1' });
  });

  it('names everything that is wrong, at once', () => {
    const wrong = { ...complete, FTGO_DATABASE_URL: 'mysql://x', FTGO_HTTP_PORT: '99999', FTGO_JWKS_URL: undefined };
    expect(() => readConfig({ ...serviceSettings, FTGO_X: z.string() }, wrong)).toThrow(ConfigError);
    expect(() => readConfig({ ...serviceSettings, FTGO_X: z.string() }, wrong)).toThrow(
      /FTGO_HTTP_PORT: .*FTGO_DATABASE_URL: must be a postgresql.*FTGO_JWKS_URL is not set.*FTGO_X is not set/,
    );
  });

  it('takes a relay that exists, and tails the log unless told otherwise', () => {
    expect(readConfig(serviceSettings, complete)).toMatchObject({ FTGO_OUTBOX_RELAY: 'log-tailing', FTGO_OUTBOX_POLL_MS: 100 });
    const polling = { ...complete, FTGO_OUTBOX_RELAY: 'polling', FTGO_OUTBOX_POLL_MS: '500' };
    expect(readConfig(serviceSettings, polling)).toMatchObject({ FTGO_OUTBOX_RELAY: 'polling', FTGO_OUTBOX_POLL_MS: 500 });
    const wrong = { ...complete, FTGO_OUTBOX_RELAY: 'pigeon', FTGO_OUTBOX_POLL_MS: '0' };
    expect(() => readConfig(serviceSettings, wrong)).toThrow(/FTGO_OUTBOX_RELAY: .*FTGO_OUTBOX_POLL_MS: /);
  });
});
