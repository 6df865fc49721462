import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, testDatabase } from '@ftgo/testing';
import type { TestDatabase } from '@ftgo/testing';
import { relayBounds } from '../src/index.ts';
import type { MessageProducer, OutboxRelay, RelayBounds } from '../src/index.ts';
import { KafkaTestProducer, listen } from './kafka-topic.ts';
import type { Listener } from './kafka-topic.ts';
import { cutConnections, isActive, transaction, unhurried, write } from './outbox-database.ts';

export interface RelaySetup {
  readonly databaseUrl: string;
  readonly source: string;
  readonly producer: MessageProducer;
  readonly bounds: Partial<RelayBounds>;
}

/** What every relay promises, whatever it reads the outbox by. */
export function outboxRelayContract(name: string, make: (setup: RelaySetup) => OutboxRelay): void {
  describe(`${name} as an outbox relay`, () => {
    let database: TestDatabase;
    let producer: KafkaTestProducer;
    let channel: Listener;
    let relays: OutboxRelay[];

    const relay = (databaseUrl = database.url): OutboxRelay => {
      const made = make({ databaseUrl, source: '/ftgo/test-service', producer, bounds: { ...unhurried, stopWithin: 500 } });
      relays.push(made);
      return made;
    };
    const started = async (): Promise<OutboxRelay> => {
      const made = relay();
      await made.start();
      return made;
    };
    const rows = (key: string, from: number, to: number) =>
      Array.from({ length: to - from }, (_, index) => ({ channel: channel.topic, key, payload: String(from + index) }));
    /** Payloads of a key in the order in which they arrived first: copies are allowed, overtaking and loss are not. */
    const firsts = (key: string): string[] => [...new Set(channel.heard.filter((message) => message.key === key).map(({ value }) => value))];
    const hears = (key: string, count: number, within = 30_000): Promise<void> =>
      eventually(
        () => {
          const heard = firsts(key);
          const wrong = heard.findIndex((payload, index) => payload !== String(index));
          if (wrong >= 0) throw new Error(`${key}: ${heard[wrong]} arrived where ${wrong} was due`);
          expect({ key, heard: heard.length }).toEqual({ key, heard: count });
        },
        { within },
      );

    beforeEach(async () => {
      relays = [];
      [database, producer, channel] = await Promise.all([testDatabase(), KafkaTestProducer.connected(), listen()]);
    });

    afterEach(async () => {
      await Promise.all(relays.map((each) => each.stop()));
      await Promise.all([producer.close(), channel.stop(), database.drop()]);
    });

    describe('while it runs', () => {
      it('sends a row as a CloudEvent whose body is the payload, byte by byte', async () => {
        await started();
        const payload = '{ "kept" : 12345678901234567890, "ü": "\\u0000 😀" } ';
        const [id] = await write(database, [
          { channel: channel.topic, key: 'jane', payload, traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', replyTo: 'ftgo.order.replies' },
        ]);
        const [message] = await eventually(() => (expect(channel.heard).toHaveLength(1), channel.heard));
        expect(message).toMatchObject({ key: 'jane', value: payload });
        expect(message!.headers).toEqual({
          ce_specversion: '1.0',
          ce_id: id,
          ce_type: 'ftgo.test.Written.v1',
          ce_source: '/ftgo/test-service',
          ce_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/),
          ce_subject: 'jane',
          'content-type': 'application/json',
          traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
          ftgo_correlation_id: 'correlation of jane',
          ftgo_reply_to: 'ftgo.order.replies',
        });
        expect(Math.abs(Date.now() - Date.parse(message!.headers['ce_time']!))).toBeLessThan(60_000);
      });

      it('sends a body of bytes as those bytes, from the table as from the log', async () => {
        const everyByte = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
        await write(database, [{ channel: channel.topic, key: 'jane', payload: everyByte }]);
        await started();
        await eventually(() => expect(channel.heard).toHaveLength(1));
        await write(database, [{ channel: channel.topic, key: 'jane', payload: everyByte }]);
        await eventually(() => expect(channel.heard).toHaveLength(2));
        const sent = channel.heard.map(({ bytes, headers }) => ({ bytes, contentType: headers['content-type'] }));
        expect(sent).toEqual([everyByte, everyByte].map((bytes) => ({ bytes, contentType: 'application/protobuf' })));
      });

      it('sends what was committed before it started', async () => {
        await write(database, rows('jane', 0, 3));
        await started();
        await hears('jane', 3);
      });

      it('sends nothing of a transaction that was rolled back', async () => {
        await started();
        const changedMind = transaction(database, async (query) => {
          await write({ query }, rows('kim', 0, 1));
          throw new Error('changed my mind');
        });
        await expect(changedMind).rejects.toThrow('changed my mind');
        await write(database, rows('jane', 0, 1));
        await hears('jane', 1);
        expect(firsts('kim')).toEqual([]);
      });

      it('sends a row that was inserted before, but committed after another', async () => {
        // One that has still to make its slot would wait for the transaction.
        await isActive(await started());
        await transaction(database, async (query) => {
          await write({ query }, rows('late', 0, 1));
          await write(database, rows('early', 0, 1));
          await hears('early', 1);
        });
        await hears('late', 1);
      });

      it('keeps the order of each key, however many write', async () => {
        await started();
        const writers = ['ann', 'bob', 'cem', 'dan'].map(async (key) => {
          for (let n = 0; n < 50; n += 1) await write(database, rows(key, n * 3, n * 3 + 3));
          await hears(key, 150);
        });
        await Promise.all(writers);
      });

      it('sends a transaction of many rows', async () => {
        const active = await started();
        await write(database, rows('jane', 0, 6_000));
        await hears('jane', 6_000);
        await eventually(() => expect(active.status()).toMatchObject({ role: 'active', sentTotal: 6_000, lastSentAt: expect.any(Date) }));
      });
    });

    describe('when the broker fails', () => {
      it('sends the same batch again until it is taken, and keeps the order', async () => {
        await started();
        let calls = 0;
        producer.before = () => {
          calls += 1;
          if (calls % 3 !== 0) throw new Error('the broker is away');
        };
        for (let n = 0; n < 10; n += 1) await write(database, rows('jane', n, n + 1));
        await hears('jane', 10);
      });

      it('survives that its connections to the broker are cut', async () => {
        await started();
        for (let n = 0; n < 40; n += 1) {
          await write(database, rows('jane', n * 10, n * 10 + 10));
          if (n % 10 === 5) producer.cut();
        }
        await hears('jane', 400);
      });

      it('stops nevertheless, and sends what was held up when it starts again', async () => {
        const first = await started();
        let refused = 0;
        producer.before = () => {
          refused += 1;
          throw new Error('the broker is away');
        };
        await write(database, rows('jane', 0, 5));
        await eventually(() => expect(refused).toBeGreaterThan(0));
        const began = Date.now();
        await first.stop();
        expect(Date.now() - began).toBeLessThan(relayBounds.stopWithin);
        producer.before = () => {};
        await first.start();
        await hears('jane', 5);
      });

      it('stops although a send never ends', async () => {
        const first = await started();
        let hung = false;
        producer.before = () => {
          hung = true;
          return new Promise(() => {});
        };
        await write(database, rows('jane', 0, 1));
        await eventually(() => expect(hung).toBe(true));
        await first.stop();
        expect(first.status().role).toBe('stopped');
      });
    });

    describe('when the database fails', () => {
      it('waits for one that is not there', async () => {
        const lost = relay('postgresql://nobody:nothing@127.0.0.1:1/nowhere');
        await lost.start();
        expect(lost.status().role).not.toBe('active');
      });

      it('loses nothing and overtakes nothing when its connections are ended again and again', async () => {
        await started();
        for (let n = 0; n < 60; n += 1) {
          await write(database, rows('jane', n * 5, n * 5 + 5));
          if (n % 15 === 7) await cutConnections(database);
        }
        await hears('jane', 300, 40_000);
      });
    });

    describe('beside others', () => {
      it('sends alone, and another takes over when it stops', async () => {
        const all = [await started(), await started(), await started()];
        const roles = (): string[] => all.map((each) => each.status().role).sort();
        await eventually(() => expect(roles()).toEqual(['active', 'standby', 'standby']));
        await write(database, rows('jane', 0, 100));
        await hears('jane', 100);
        const active = all.find((each) => each.status().role === 'active')!;
        await eventually(() => expect(all.map((each) => each.status().sentTotal).sort()).toEqual([0, 0, 100]));
        await active.stop();
        await eventually(() => expect(roles()).toEqual(['active', 'standby', 'stopped']));
        await write(database, rows('jane', 100, 200));
        await hears('jane', 200);
      });

      it('leaves the work to another when its connections are ended', async () => {
        await started();
        await started();
        for (let n = 0; n < 20; n += 1) {
          await write(database, rows('jane', n * 5, n * 5 + 5));
          if (n % 8 === 4) await cutConnections(database);
        }
        await hears('jane', 100);
        await eventually(() => expect(relays.map((each) => each.status().role).sort()).toEqual(['active', 'standby']));
      });
    });

    describe('when it is stopped', () => {
      it('has confirmed what it sent: nothing comes twice', async () => {
        const first = relay();
        expect(first.status()).toMatchObject({ role: 'stopped', sentTotal: 0 });
        await first.start();
        await isActive(first);
        await write(database, rows('jane', 0, 20));
        await hears('jane', 20);
        await eventually(() => expect(first.status().sentTotal).toBe(20));
        await first.stop();
        expect(first.status().role).toBe('stopped');
        await write(database, rows('jane', 20, 21));
        const second = await started();
        await hears('jane', 21);
        await eventually(() => expect(second.status().sentTotal).toBe(1));
        expect(channel.heard).toHaveLength(21);
      });

      it('may be started and stopped repeatedly, also when nothing is under way', async () => {
        const one = relay();
        await one.stop();
        for (let n = 0; n < 3; n += 1) {
          await one.start();
          await one.start();
          await write(database, rows('jane', n, n + 1));
          await hears('jane', n + 1);
          await one.stop();
          await one.stop();
        }
      });
    });
  });
}
