import { describe, expect, it } from '@jest/globals';
import { hashPassword } from '@ftgo/sign-in';
import { readGatewayConfig } from './config.ts';

const good = async () => ({
  FTGO_ORDER_GRPC: 'localhost:1',
  FTGO_CONSUMER_GRPC: 'localhost:2',
  FTGO_RESTAURANT_GRPC: 'localhost:3',
  FTGO_DELIVERY_GRPC: 'localhost:4',
  FTGO_TOKEN_KEY_FILE: '/key.json',
  FTGO_OPERATOR_EMAIL: 'ops@ftgo.example',
  FTGO_OPERATOR_PASSWORD_HASH: await hashPassword('secret'),
});

describe('the configuration', () => {
  it('listens on loopback and believes no proxy unless told otherwise', async () => {
    const config = readGatewayConfig(await good());
    expect(config).toMatchObject({ FTGO_HOST: '127.0.0.1', FTGO_GATEWAY_PORT: 8080 });
    expect(config.FTGO_TRUSTED_PROXIES).toBeUndefined();
  });

  it('has no default for a secret', () => {
    expect(() => readGatewayConfig({})).toThrow(/FTGO_TOKEN_KEY_FILE is not set.*FTGO_OPERATOR_PASSWORD_HASH is not set/);
  });

  it('takes the addresses of several instances, not names', async () => {
    const config = { ...(await good()), FTGO_ORDER_GRPC: '10.0.0.1:1,10.0.0.2:1' };
    expect(readGatewayConfig(config).FTGO_ORDER_GRPC).toBe('10.0.0.1:1,10.0.0.2:1');
    expect(() => readGatewayConfig({ ...config, FTGO_CONSUMER_GRPC: 'one:1,other:1' })).toThrow('FTGO_CONSUMER_GRPC: must be host:port, or several IPv4 addresses');
  });

  it('takes no password in place of its hash', async () => {
    const config = { ...(await good()), FTGO_OPERATOR_PASSWORD_HASH: 'secret' };
    expect(() => readGatewayConfig(config)).toThrow('FTGO_OPERATOR_PASSWORD_HASH: must be an Argon2id hash');
  });
});
