import { describe, expect, it } from '@jest/globals';
import { settingsOf } from './service-settings.ts';

describe('a setting for one service', () => {
  const env = { FTGO_LOG_LEVEL: 'warn', ORDER_FTGO_MESSAGE_FORMAT: 'protobuf', API_GATEWAY_FTGO_LOG_LEVEL: 'debug', ORDER_BY: 'x' };

  it('is named after it', () => {
    expect(settingsOf('order', env)).toEqual({ FTGO_MESSAGE_FORMAT: 'protobuf' });
    expect(settingsOf('api-gateway', env)).toEqual({ FTGO_LOG_LEVEL: 'debug' });
  });

  it('is nobody else’s', () => expect(settingsOf('kitchen', env)).toEqual({}));
});
