import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { money } from '@ftgo/money';
import { v7 as uuidv7 } from 'uuid';
import { type ServiceDatabase, heard, requested, serviceDatabase } from '@ftgo/component-testing';
import { PrismaClient } from '../../../generated/prisma/client.ts';
import { DefaultCreditLimit, SetStatus, SignUp, VerifyCredentials, VerifyOrder } from '../../application/index.ts';
import { EmailTaken, WrongCredentials } from '../../domain/consumer-refusals.ts';
import { StoredConsumers } from './stored-consumers.ts';

describe('consumers in PostgreSQL', () => {
  let database: ServiceDatabase<PrismaClient>;
  let consumers: StoredConsumers;
  let signUp: SignUp;

  beforeAll(async () => {
    database = await serviceDatabase('consumer', PrismaClient);
    consumers = new StoredConsumers(database.writePath, database.prisma);
    signUp = new SignUp(consumers, new DefaultCreditLimit(money(50_000, 'USD')));
  });
  afterAll(() => database?.drop());

  const someone = () => ({ name: 'Jane Eyre', email: `Jane.${uuidv7()}@ftgo.example`, password: 'ftgo-demo' });

  it('signs up, and is found by id and by address in any case', async () => {
    const jane = someone();
    const { id, ...shown } = await signUp.execute(jane, requested());
    expect(shown).toEqual({ name: jane.name, email: jane.email, status: 'ACTIVE' });
    expect(await consumers.find(id)).toMatchObject({ id, ...shown });
    expect(await consumers.findByEmail(jane.email.toUpperCase())).toMatchObject({ id });
    expect(await database.published(id)).toEqual([
      { type: 'ConsumerCreated', body: { consumerId: id, name: jane.name, creditLimit: { amount: 50_000, currency: 'USD' } } },
    ]);
  });

  it('takes an address once, whatever its case, also from many at once', async () => {
    const jane = someone();
    const outcomes = await Promise.allSettled(
      [jane.email, jane.email.toUpperCase(), jane.email.toLowerCase(), jane.email].map((email) =>
        signUp.execute({ ...jane, email }, requested()),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(EmailTaken);
  });

  it('gives a repeated sign-up the first answer, and keeps no password with it', async () => {
    const jane = someone();
    const key = uuidv7();
    const first = await signUp.execute(jane, requested(key));
    expect(await signUp.execute(jane, requested(key))).toEqual(first);
    const kept = await database.query('select * from inbox');
    expect(JSON.stringify(kept)).toContain(first.id);
    expect(JSON.stringify(kept)).not.toMatch(/argon2|ftgo-demo/);
  });

  it('knows the right password from the wrong one', async () => {
    const jane = someone();
    const { id } = await signUp.execute(jane, requested());
    const verify = new VerifyCredentials(consumers);
    expect(await verify.execute(jane.email.toUpperCase(), jane.password)).toBe(id);
    await expect(verify.execute(jane.email, 'not-this-one')).rejects.toThrow(WrongCredentials);
    await expect(verify.execute('nobody@ftgo.example', jane.password)).rejects.toThrow(WrongCredentials);
  });

  it('verifies an order by what the consumer is just then, once per message, and changes nothing', async () => {
    const { id } = await signUp.execute(someone(), requested());
    const verify = new VerifyOrder(consumers);
    const order = (orderId: string, consumerId = id) => ({ orderId, consumerId, orderTotal: money(2_450, 'USD') });
    const [active, suspended, unknown] = [uuidv7(), uuidv7(), uuidv7()] as const;

    const cause = heard('consumer', active);
    await verify.execute(order(active), cause);
    await new SetStatus(consumers).execute(id, 'SUSPENDED', requested());
    await verify.execute(order(active), cause);
    await verify.execute(order(suspended), heard('consumer', suspended));
    await verify.execute(order(unknown, uuidv7()), heard('consumer', unknown));

    expect(await database.published(active)).toEqual([
      { type: 'ConsumerVerified', body: { orderId: active, consumerId: id, orderTotal: { amount: 2_450, currency: 'USD' } } },
    ]);
    expect(await database.published(suspended)).toMatchObject([{ type: 'ConsumerVerificationFailed', body: { reason: 'CONSUMER_SUSPENDED' } }]);
    expect(await database.published(unknown)).toMatchObject([{ type: 'ConsumerVerificationFailed', body: { reason: 'CONSUMER_NOT_FOUND' } }]);
    expect(await database.query('select version from consumers where id = $1', [id])).toEqual([{ version: 2 }]);
  });
});
