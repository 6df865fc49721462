import { describe, expect, it } from '@jest/globals';
import kafkajs from 'kafkajs';
import type { Admin, Kafka } from 'kafkajs';
import { asAdmin } from './as-admin.ts';

const answered = (type: string, retriable: boolean): Error =>
  Object.assign(new kafkajs.KafkaJSProtocolError(new Error(type)), { type, retriable });

/** Counts how many administrators were asked, and lets go. */
const brokers = () => {
  const seen = { connected: 0, disconnected: 0 };
  const admin = { connect: async () => void (seen.connected += 1), disconnect: async () => void (seen.disconnected += 1) };
  return { seen, kafka: { admin: () => admin as unknown as Admin } as unknown as Kafka };
};

/** Fails with these, one after the other, then answers. */
const failing = (errors: Error[]) => async (): Promise<string> => {
  const error = errors.shift();
  if (error) throw error;
  return 'the ends';
};

describe('asking as an administrator', () => {
  it('asks a new one where the leader does not know yet that it leads', async () => {
    const { kafka, seen } = brokers();
    await expect(asAdmin(kafka, failing([answered('NOT_LEADER_FOR_PARTITION', true), answered('COORDINATOR_LOAD_IN_PROGRESS', true)]))).resolves.toBe('the ends');
    expect(seen).toEqual({ connected: 3, disconnected: 3 });
  });

  it.each([answered('TOPIC_AUTHORIZATION_FAILED', false), new kafkajs.KafkaJSConnectionError('nobody there'), new Error('a bug')])(
    'passes on what does not pass by itself: %s',
    async (error) => {
      const { kafka, seen } = brokers();
      await expect(asAdmin(kafka, failing([error]))).rejects.toBe(error);
      expect(seen).toEqual({ connected: 1, disconnected: 1 });
    },
  );
});
