import { status } from '@grpc/grpc-js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Refusal } from '@ftgo/refusals';
import { TokenVerifier } from '@ftgo/sign-in';
import { Status } from './neighbour.ts';
import { AJANTA, JANE, Neighbourhood, OPERATOR } from './neighbourhood.ts';

let all: Neighbourhood;

beforeAll(async () => {
  all = await Neighbourhood.open({ FTGO_SIGN_INS_PER_EMAIL: '3' });
});
afterEach(() => all.forget());
afterAll(() => all.close());

const signIn = (email: string, password = 'ftgo-demo') => all.call('POST', '/v1/sessions', { body: { email, password } });

const no = () => Promise.reject(new Refusal('unauthenticated', 'WRONG_CREDENTIALS', 'no'));
const yes = (userId: string, role: string) => () => ({ userId, role });
const never = () => new Promise<never>(() => undefined);

function answers(consumer: () => unknown, restaurant: () => unknown, delivery: () => unknown): void {
  all.consumer.says({ verifyCredentials: consumer });
  all.restaurant.says({ verifyCredentials: restaurant });
  all.delivery.says({ verifyCredentials: delivery });
}

describe('signing in', () => {
  it('as a consumer gives a token that names them', async () => {
    answers(yes(JANE, 'consumer'), no, no);
    const { status: http, body } = await signIn('jane@ftgo.example');
    expect({ http, body }).toMatchObject({ http: 201, body: { expiresIn: 3600, user: { id: JANE, role: 'consumer' } } });
    expect(await TokenVerifier.fromKeys(all.issuer.jwks()).verify(body.accessToken)).toEqual({ id: JANE, role: 'consumer' });
    expect(all.consumer.heard[0]!.request).toEqual({ email: 'jane@ftgo.example', password: 'ftgo-demo' });
  });

  it('does not wait for those who have not answered yet', async () => {
    answers(never, yes(AJANTA, 'restaurant'), never);
    expect(await signIn('ajanta@ftgo.example')).toMatchObject({ status: 201, body: { user: { id: AJANTA, role: 'restaurant' } } });
  });

  it('works while the services of others are away', async () => {
    const away = () => Promise.reject(new Status(status.UNAVAILABLE));
    answers(away, away, yes(JANE, 'courier'));
    expect(await signIn('kim@ftgo.example')).toMatchObject({ status: 201, body: { user: { role: 'courier' } } });
  });

  it('as the operator asks the configuration', async () => {
    answers(no, no, no);
    expect(await signIn('OPS@ftgo.example', OPERATOR.password)).toMatchObject({ status: 201, body: { user: { role: 'operator' } } });
    expect(await signIn(OPERATOR.email, 'ftgo-demo')).toMatchObject({ status: 401 });
  });

  it('never makes an operator because a service says so', async () => {
    answers(yes(JANE, 'operator'), no, no);
    expect(await signIn('eve@ftgo.example')).toMatchObject({ body: { user: { role: 'consumer' } } });
  });

  it('with a wrong password is 401 and says no more', async () => {
    answers(no, no, no);
    const answer = await signIn('nobody@ftgo.example');
    expect(answer).toMatchObject({ status: 401, body: { code: 'WRONG_CREDENTIALS', detail: 'E-mail or password is wrong' } });
  });

  it('is 503 where nobody knows them but one could not be asked', async () => {
    answers(no, () => Promise.reject(new Status(status.UNAVAILABLE)), no);
    const answer = await signIn('maybe@ftgo.example');
    expect(answer).toMatchObject({ status: 503, body: { code: 'SERVICE_UNAVAILABLE' } });
    expect(answer.headers.has('retry-after')).toBe(true);
  });

  it('is slowed down for one e-mail, however it is written, and not for others', async () => {
    answers(no, no, no);
    for (const email of ['guess@ftgo.example', 'GUESS@ftgo.example', ' guess@ftgo.example']) expect((await signIn(email)).status).toBe(401);
    all.forget();
    const answer = await signIn('guess@ftgo.example');
    expect(answer).toMatchObject({ status: 429, body: { code: 'TOO_MANY_SIGN_INS' } });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(all.heard).toEqual([]);
    answers(no, no, no);
    expect((await signIn('other@ftgo.example')).status).toBe(401);
  });

  it('takes only e-mail and password', async () => {
    for (const [body, field] of [
      [{ email: 'a' }, '/password'],
      [{ email: 'a', password: 1 }, '/password'],
      [{ email: 'a', password: 'b', role: 'operator' }, '/role'],
      [{ email: 'a\0', password: 'b' }, '/email'],
    ] as const) {
      expect(await all.call('POST', '/v1/sessions', { body })).toMatchObject({ status: 400, body: { errors: [{ field }] } });
    }
    expect(all.heard).toEqual([]);
  });
});
