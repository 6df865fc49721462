import { describe, expect, it } from '@jest/globals';
import { Metadata, status } from '@grpc/grpc-js';
import { Refusal } from '@ftgo/refusals';
import { PassingFault } from '@ftgo/write-path';
import { type ArgumentsHost, Logger, NotFoundException } from '@nestjs/common';
import { firstValueFrom } from 'rxjs';
import { RefusalFilter, refusalOf } from './refusal-filter.ts';

Logger.overrideLogger(false);
const filter = new RefusalFilter();

function overHttp(error: unknown): { status: number; type: string; body: any; headers: Record<string, unknown> } {
  const answer: any = { headers: {} };
  const reply = {
    raw: { headersSent: false },
    header: (name: string, value: unknown) => ((answer.headers[name] = value), reply),
    status: (code: number) => ((answer.status = code), reply),
    type: (type: string) => ((answer.type = type), reply),
    send: (body: unknown) => ((answer.body = body), reply),
  };
  filter.catch(error, { getType: () => 'http', switchToHttp: () => ({ getResponse: () => reply }) } as unknown as ArgumentsHost);
  return answer;
}

const overGrpc = (error: unknown): Promise<any> =>
  firstValueFrom(filter.catch(error, { getType: () => 'rpc' } as unknown as ArgumentsHost) as never).catch((thrown) => thrown);

describe('an error of a request', () => {
  it('that is a refusal is a problem that names its field', () => {
    expect(overHttp(new Refusal('invalid', 'QUANTITY', 'too many', '/quantity'))).toMatchObject({
      status: 400,
      type: 'application/problem+json',
      body: { status: 400, code: 'QUANTITY', detail: 'too many', errors: [{ field: '/quantity', code: 'QUANTITY', detail: 'too many' }] },
    });
  });

  it('crosses gRPC whole, whatever letters it has', async () => {
    const refusal = new Refusal('unprocessable', 'CLOSED', 'Ajanta — geschloßen', '/restaurantId');
    const { code, metadata } = await overGrpc(refusal);
    expect(code).toBe(status.FAILED_PRECONDITION);
    expect(metadata).toBeInstanceOf(Metadata);
    expect(refusalOf({ metadata })).toMatchObject({ kind: 'unprocessable', code: 'CLOSED', message: refusal.message, field: '/restaurantId' });
  });

  it('that passes says when to try again', () => {
    expect(overHttp(new PassingFault('the database is away'))).toMatchObject({ status: 503, headers: { 'retry-after': 1 } });
  });

  it('that asks for a sign-in says how', () => {
    expect(overHttp(new Refusal('unauthenticated', 'UNAUTHENTICATED', 'Sign in'))).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
  });

  it('that nobody foresaw tells nothing of our inside', async () => {
    const leak = new Error('password authentication failed for user "ftgo_order"');
    expect(JSON.stringify(overHttp(leak).body)).not.toMatch(/ftgo_order|at /);
    expect(overHttp(leak).status).toBe(500);
    expect(await overGrpc(leak)).toEqual({ code: status.INTERNAL, details: 'Something went wrong on our side' });
  });

  it('of an unknown route is a problem, too', () => {
    expect(overHttp(new NotFoundException('Cannot GET /x'))).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
  });
});
