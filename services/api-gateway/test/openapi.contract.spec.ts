import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { z } from 'zod';
import * as consumerRequests from '../src/consumers/consumer-requests.ts';
import * as deliveryRequests from '../src/deliveries/delivery-requests.ts';
import { openapi as bundled } from '../src/generated/openapi.ts';
import * as deadLetterRequests from '../src/operations/dead-letter-requests.ts';
import * as sagaRequests from '../src/operations/saga-requests.ts';
import { changeRebuild } from '../src/operations/views.controller.ts';
import * as orderRequests from '../src/orders/order-requests.ts';
import * as restaurantRequests from '../src/restaurants/restaurant-requests.ts';
import { credentials } from '../src/sessions/sessions.controller.ts';
import { deliverysOperations, examples, ordersViews, quietBooks, quietOperations } from './examples.mother.ts';
import { Neighbourhood } from './neighbourhood.ts';

const document = parse(readFileSync(join(import.meta.dirname, '..', 'openapi.yaml'), 'utf8'));

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(document, 'openapi');

interface Operation {
  readonly operationId: string;
  readonly requestBody?: any;
  readonly responses: any;
}

const operations: ReadonlyMap<string, Operation & { readonly route: string }> = new Map(
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Operation>)
      .filter(([method]) => method !== 'parameters')
      .map(([method, operation]) => [operation.operationId, { ...operation, route: `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}` }]),
  ),
);

let all: Neighbourhood;
let operator: string;

beforeAll(async () => {
  all = await Neighbourhood.open();
  operator = await all.token('operator');
});
afterEach(() => all.forget());
afterAll(() => all.close());

describe('the document', () => {
  it('names each route that is served, and no other', () => {
    const served = all.gateway.routes.filter((route) => !/\/docs\/|swagger-ui/.test(route));
    expect([...new Set(served)].sort()).toEqual([...operations.values()].map(({ route }) => route).sort());
  });

  it('is the one that is bundled and served', async () => {
    expect(bundled).toEqual(document);
    expect((await all.call('GET', '/docs/openapi.json')).body.paths).toEqual(document.paths);
  });

  it('has only schemas that compile, and references that lead somewhere', () => {
    for (const name of Object.keys(document.components.schemas)) expect(ajv.getSchema(`openapi#/components/schemas/${name}`)).toBeDefined();
    for (const reference of JSON.stringify(document).match(/(?<="\$ref":")[^"]+/g)!) expect(resolve({ $ref: reference })).toBeDefined();
  });
});

describe.each(examples)('$operation', ({ operation, method, path, body, asked, as }) => {
  it('is passed on, and answered as the document says', async () => {
    all.order.says({ ...quietOperations, ...ordersViews, getBooks: () => quietBooks.order });
    all.consumer.says({ ...quietOperations, getBooks: () => quietBooks.consumer });
    all.restaurant.says({ ...quietOperations, getBooks: () => quietBooks.restaurant });
    all.delivery.says({ ...deliverysOperations, getBooks: () => quietBooks.delivery });
    if (asked) all[asked[0]].says({ [asked[1]]: () => asked[2] });

    const correlationId = randomUUID();
    const headers = { 'idempotency-key': 'key-1', 'x-correlation-id': correlationId };
    const answer = await all.call(method, path, { as: as ? await all.token(as) : operator, body, headers });
    const { responses, requestBody } = operations.get(operation)!;
    if (body) expect(faultsOf(body, resolve(requestBody).content['application/json'].schema)).toEqual([]);
    const documented = resolve(responses[answer.status]);
    expect(documented).toBeDefined();
    expect(faultsOf(answer.body, documented.content['application/json'].schema)).toEqual([]);
    expect(answer.headers.has('location')).toBe('Location' in (documented.headers ?? {}));
    // Who signs in is answered before all have heard of it: that may be while the next one is asked.
    const heard = all.heard.filter(({ metadata }) => metadata.get('ftgo-correlation-id')[0] === correlationId);
    if (asked) expect(heard.map(({ method: rpc, request }) => [rpc, request])).toEqual([[asked[1], asked[3]]]);
  });
});

it('an answer that strays from the document is noticed', () => {
  expect(faultsOf({ orderId: 1, secret: true }, { $ref: '#/components/schemas/Order' })).not.toEqual([]);
});

it('every operation has an example', () => {
  const others = ['watchOrder', 'watchNotifications', 'trackDelivery', 'readDocumentation'];
  expect([...operations.keys()].filter((id) => !others.includes(id)).sort()).toEqual(examples.map(({ operation }) => operation).sort());
});

describe('a problem', () => {
  it.each<[string, string, string, object | undefined]>([
    ['not valid', 'POST', '/v1/orders', {}],
    ['not found', 'GET', '/nowhere', undefined],
    ['not possible', 'DELETE', '/v1/orders', undefined],
    ['a service that failed', 'GET', '/v1/orders', undefined],
  ])('%s is as the document says', async (_, method, path, body) => {
    const answer = await all.call(method, path, { as: operator, body });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(faultsOf(answer.body, { $ref: '#/components/schemas/Problem' })).toEqual([]);
  });
});

describe('what is validated is what the document says:', () => {
  it.each<[string, z.ZodType]>([
    ['Credentials', credentials],
    ['SignUpConsumer', consumerRequests.signUpConsumer],
    ['SetConsumerStatus', consumerRequests.setConsumerStatus],
    ['SetCreditLimit', consumerRequests.setCreditLimit],
    ['CreateRestaurant', restaurantRequests.createRestaurant],
    ['ReplaceMenu', restaurantRequests.replaceMenu],
    ['ReplaceOpeningHours', restaurantRequests.replaceOpeningHours],
    ['SetCapacity', restaurantRequests.setCapacity],
    ['AcceptTicket', restaurantRequests.acceptTicket],
    ['RejectTicket', restaurantRequests.rejectTicket],
    ['StartPreparation', restaurantRequests.startPreparation],
    ['FinishPreparation', restaurantRequests.finishPreparation],
    ['CreateOrder', orderRequests.createOrder],
    ['CancelOrder', orderRequests.cancelOrder],
    ['ReviseOrder', orderRequests.reviseOrder],
    ['CreateCourier', deliveryRequests.createCourier],
    ['SetAvailability', deliveryRequests.setAvailability],
    ['Intervene', sagaRequests.intervene],
    ['ReplayDeadLetter', deadLetterRequests.replayDeadLetter],
    ['DiscardDeadLetter', deadLetterRequests.discardDeadLetter],
    ['ChangeRebuild', changeRebuild],
  ])('%s', (name, schema) => {
    expect(plain(z.toJSONSchema(schema, { io: 'input' }))).toEqual(plain(document.components.schemas[name]));
  });
});

function faultsOf(value: unknown, schema: { $ref: string } | object): unknown {
  const validate = '$ref' in schema ? ajv.getSchema(`openapi${schema.$ref as string}`)! : ajv.compile(schema);
  return validate(value) ? [] : validate.errors;
}

function resolve(node: any): any {
  if (!node?.$ref) return node;
  return node.$ref.slice(2).split('/').reduce((at: any, step: string) => at?.[step], document);
}

/** A schema without references, remarks, and what only one side writes down: formats' patterns, the bounds of integers. */
function plain(schema: any): any {
  if (Array.isArray(schema)) return schema.map(plain);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { $schema: _s, description: _d, examples: _e, ...rest } = { ...resolve(schema), ...schema, $ref: undefined };
  if (rest.format) delete rest.pattern;
  if (rest.minimum === Number.MIN_SAFE_INTEGER) delete rest.minimum;
  if (rest.maximum === Number.MAX_SAFE_INTEGER) delete rest.maximum;
  if (rest.required) rest.required = [...rest.required].sort();
  return Object.fromEntries(
    Object.entries(rest)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, plain(value)]),
  );
}
