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

/** The message types of the published language that are of a kind, and the service whose language they belong to. */
const typesOf = (kind: 'Events' | 'Commands' | 'Replies') =>
  Object.entries(apis).flatMap(([service, api]) =>
    Object.entries(api)
      .filter(([name]) => /^[a-z]/.test(name) && name.endsWith(kind))
      .flatMap(([, ofOneChannel]) => Object.values(ofOneChannel as Record<string, MessageType<unknown>>).map((type) => ({ service, ...type }))),
  );

const types = typesOf('Events');
const channelsOf = (all: readonly { channel: string }[]) => [...new Set(all.map(({ channel }) => channel))];
const channels = channelsOf(types);

const topicsCalled = (kind: string) =>
  readTopics(readFileSync(join(workspaceRoot, 'infra', 'topics.yaml'), 'utf8')).filter(({ name }) => name.endsWith(`.${kind}`));

describe('the channels of events (S5)', () => {
  it.each(types)('$name lies on the one channel of its aggregate', ({ name, channel }) => {
    const [, aggregate] = /^ftgo\.([a-z]+)\.[A-Z]\w+\.v\d+$/.exec(name)!;
    expect(channel).toBe(`ftgo.${aggregate}.events`);
  });

  it('have one publisher each', () => {
    for (const channel of channels) expect([...new Set(types.filter((type) => type.channel === channel).map(({ service }) => service))]).toHaveLength(1);
  });

  it('are all in the topics file, and nothing else there is called events', () => {
    expect(topicsCalled('events').map(({ name }) => name).sort()).toEqual([...channels].sort());
  });
});

describe.each([
  ['commands', typesOf('Commands')],
  ['replies', typesOf('Replies')],
] as const)('the channels of %s (S3)', (kind, all) => {
  it.each(all)('$service hears $name on its own', ({ service, channel }) => expect(channel).toBe(`ftgo.${service}.${kind}`));

  it('are all in the topics file, and nothing else there is called so', () => {
    expect(topicsCalled(kind).map(({ name }) => name).sort()).toEqual(channelsOf(all).sort());
  });

  it('keep nothing for ever', () => {
    for (const { retentionMs } of topicsCalled(kind)) expect(retentionMs).toBeGreaterThan(0);
  });
});

describe('the published language (A1)', () => {
  const protos = (service: string): string[] => {
    const folder = join(workspaceRoot, 'libs', `${service}-api`, 'proto');
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /_(events|commands)\.proto$/.test(file))
      .map((file) => readFileSync(join(folder, file), 'utf8'));
  };

  it.each(Object.keys(apis))('of %s has every event and command of its .proto files as a message type', (service) => {
    // Parts of events, and a document that only an event carries.
    const parts = ['MenuItem', 'OpeningHours', 'Ticket'];
    const described = protos(service).flatMap((text) => {
      const [, aggregate, version] = /^package (ftgo\.\w+)\.(v\d+);/m.exec(text)!;
      return [...text.matchAll(/^message (\w+) /gm)].map(([, name]) => name!).filter((name) => !parts.includes(name)).map((name) => `${aggregate}.${name}.${version}`);
    });
    const known = [...types, ...typesOf('Commands')];
    expect(known.filter((type) => type.service === service).map(({ name }) => name).sort()).toEqual(described.sort());
  });
});
