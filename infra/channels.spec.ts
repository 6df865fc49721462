import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as consumerApi from '@ftgo/consumer-api';
import * as deliveryApi from '@ftgo/delivery-api';
import type { MessageType } from '@ftgo/envelope';
import { readTopics } from '@ftgo/messaging/topics';
import * as orderApi from '@ftgo/order-api';
import * as restaurantApi from '@ftgo/restaurant-api';
import { workspaceRoot } from './folders.ts';

const apis = { consumer: consumerApi, delivery: deliveryApi, order: orderApi, restaurant: restaurantApi };

/** Every message type of the published language, and the service that publishes it. */
const types = Object.entries(apis).flatMap(([service, api]) =>
  Object.entries(api)
    .filter(([name]) => /^[a-z]\w+Events$/.test(name))
    .flatMap(([, events]) => Object.values(events as Record<string, MessageType<unknown>>).map((type) => ({ service, ...type }))),
);

const channels = [...new Set(types.map(({ channel }) => channel))];

describe('the channels of events (S5)', () => {
  it.each(types)('$name lies on the one channel of its aggregate', ({ name, channel }) => {
    const [, aggregate] = /^ftgo\.([a-z]+)\.[A-Z]\w+\.v\d+$/.exec(name)!;
    expect(channel).toBe(`ftgo.${aggregate}.events`);
  });

  it('have one publisher each', () => {
    for (const channel of channels) expect([...new Set(types.filter((type) => type.channel === channel).map(({ service }) => service))]).toHaveLength(1);
  });

  it('are all in the topics file, and nothing else there is called events', () => {
    const topics = readTopics(readFileSync(join(workspaceRoot, 'infra', 'topics.yaml'), 'utf8')).map(({ name }) => name);
    expect(topics.filter((name) => name.endsWith('.events')).sort()).toEqual([...channels].sort());
  });
});

describe('the published language (A1)', () => {
  const protos = (service: string): string[] => {
    const folder = join(workspaceRoot, 'libs', `${service}-api`, 'proto');
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('_events.proto'))
      .map((file) => readFileSync(join(folder, file), 'utf8'));
  };

  it.each(Object.keys(apis))('of %s has every event of its .proto files as a message type', (service) => {
    // Parts of events, and a document that only an event carries.
    const parts = ['MenuItem', 'OpeningHours', 'Ticket'];
    const described = protos(service).flatMap((text) => {
      const [, aggregate, version] = /^package (ftgo\.\w+)\.(v\d+);/m.exec(text)!;
      return [...text.matchAll(/^message (\w+) /gm)].map(([, name]) => name!).filter((name) => !parts.includes(name)).map((name) => `${aggregate}.${name}.${version}`);
    });
    expect(types.filter((type) => type.service === service).map(({ name }) => name).sort()).toEqual(described.sort());
  });
});
