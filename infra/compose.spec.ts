import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { readGatewayConfig } from '../services/api-gateway/src/config.ts';
import { readConsumerConfig } from '../services/consumer/src/config.ts';
import { readDeliveryConfig } from '../services/delivery/src/config.ts';
import { readOrderConfig } from '../services/order/src/config.ts';
import { readRestaurantConfig } from '../services/restaurant/src/config.ts';
import { type ComposeFile, composeFaults, environmentIn } from './compose-faults.ts';
import { workspaceRoot } from './folders.ts';

const text = readFileSync(join(workspaceRoot, 'docker-compose.yml'), 'utf8');
const read = (yaml: string) => parse(yaml, { merge: true }) as ComposeFile;

const readers: Record<string, (env: NodeJS.ProcessEnv) => object> = {
  'api-gateway': readGatewayConfig,
  consumer: readConsumerConfig,
  delivery: readDeliveryConfig,
  order: readOrderConfig,
  restaurant: readRestaurantConfig,
};

describe('docker-compose.yml', () => {
  it('says what the local stack says', async () => expect(await composeFaults(read(text))).toEqual([]));

  it.each(Object.entries(readers))('tells %s all that it needs, in words it understands', (service, reader) => {
    expect(() => reader(environmentIn(read(text), service))).not.toThrow();
  });
});

describe('a compose file that says otherwise is found out', () => {
  it.each([
    ['FTGO_HTTP_PORT: 8081', 'FTGO_HTTP_PORT: 8090', 'order: FTGO_HTTP_PORT is 8090, and 8081 in the local stack'],
    ['FTGO_DRAIN_SECONDS: 5', 'FTGO_DRAIN_SECONDS: 5\n  FTGO_DRIAN: 5', 'order: the local stack does not set FTGO_DRIAN'],
    ['      FTGO_GRPC_PORT: 8281\n', '', 'order: FTGO_GRPC_PORT is missing'],
    ['order:8281', 'order:8282', 'api-gateway: it looks for order where it is not'],
    ['ftgo-order-local@', 'ftgo-other@', 'order: this is not the database that was prepared'],
    ["KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false'", "KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'true'", 'kafka: KAFKA_AUTO_CREATE_TOPICS_ENABLE is true, and false in the local stack'],
    ['wal_level=logical', 'wal_level=replica', 'postgres: wal_level is replica, and logical in the local stack'],
    ["'127.0.0.1:8080:8080'", "'8080:8080'", 'api-gateway: it is published as 8080:8080, not as 127.0.0.1:8080:8080'],
    ['  read_only: true\n  cap_drop: [ALL]\n  security_opt: [\'no-new-privileges:true\']\n  stop', '  stop', 'order: it may do more than it needs to'],
    ['$$4apt', '$$5apt', 'api-gateway: the operator signs in with another password'],
  ])('%s', async (right, wrong, fault) => {
    expect(text).toContain(right);
    expect(await composeFaults(read(text.replace(right, () => wrong)))).toContain(fault);
  });
});
