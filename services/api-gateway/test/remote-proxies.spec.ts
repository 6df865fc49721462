import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { ConsumerGrpc } from '@ftgo/consumer-api';
import type { DeliveryGrpc } from '@ftgo/delivery-api';
import type { OrderGrpc } from '@ftgo/order-api';
import type { RestaurantGrpc } from '@ftgo/restaurant-api';
import { Refusal } from '@ftgo/refusals';
import { ConsumerService } from '../src/consumers/consumer-service.ts';
import { DeliveryService } from '../src/deliveries/delivery-service.ts';
import { OperationsController } from '../src/operations/operations.controller.ts';
import { OrderService } from '../src/orders/order-service.ts';
import { RemoteFailure } from '../src/remote/remote-failure.ts';
import { RestaurantService } from '../src/restaurants/restaurant-service.ts';

const SRC = join(import.meta.dirname, '../src');
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => /(?<!\.spec)\.ts$/.test(file) && !file.startsWith('generated/'));

/** Who may know gRPC: the adapters, what they stand on, and the module that puts them together. */
const mayKnowTheProtocol = (file: string): boolean => /(^|\/)(grpc-[^/]+|remote\/[^/]+|api-gateway\.module)\.ts$/.test(file);

interface Import {
  readonly types: boolean;
  readonly from: string;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(SRC, file), 'utf8');
  return [...text.matchAll(/^import (type )?[^;]*?from '([^']+)';$/gms)].map(([, types, from]) => ({ types: types !== undefined, from: from! }));
}

const showsTheProtocol = ({ types, from }: Import): boolean =>
  from === '@grpc/grpc-js' || /(^|\/)grpc-[^/]+\.ts$/.test(from) || (!types && /^@ftgo\/(order|consumer|restaurant|delivery)-api$/.test(from));

describe('the protocol of the services (R1)', () => {
  it('is known to the adapters', () => {
    const adapters = files.filter((file) => importsOf(file).some(showsTheProtocol));
    expect(adapters).toEqual(expect.arrayContaining(['orders/grpc-order-service.ts', 'remote/remote-service.ts']));
  });

  it.each(files.filter((file) => !mayKnowTheProtocol(file)))('is not known to %s', (file) => {
    expect(importsOf(file).filter(showsTheProtocol)).toEqual([]);
  });
});

/** A port whose service keeps books in memory, and does nothing else. */
const booksIn = <P>(Port: abstract new () => P, books: () => Promise<unknown>): P => Object.assign(Object.create(Port.prototype) as object, { getBooks: books }) as P;

const orderBooks: OrderGrpc.Books = { byState: [], oldestPendingMs: 0, outboxUnsent: 0, deadLetters: 0 };
const consumerBooks: ConsumerGrpc.Books = { byState: [], held: undefined, charged: undefined, outboxUnsent: 0, deadLetters: 0 };
const restaurantBooks: RestaurantGrpc.Books = { byState: [], openTickets: 0, outboxUnsent: 0, deadLetters: 0 };
const deliveryBooks: DeliveryGrpc.Books = { byState: [], outboxUnsent: 0, deadLetters: 0 };

function booksWhere(delivery: () => Promise<DeliveryGrpc.Books>): Promise<unknown> {
  const operations = new OperationsController(
    booksIn(OrderService, async () => orderBooks),
    booksIn(ConsumerService, async () => consumerBooks),
    booksIn(RestaurantService, async () => restaurantBooks),
    booksIn(DeliveryService, delivery),
  );
  return operations.books({ correlationId: 'c' });
}

describe('the operator’s books, over services that are no services (R1)', () => {
  it('are composed just so', async () => {
    expect(await booksWhere(async () => deliveryBooks)).toMatchObject({ balanced: true, unavailable: [] });
  });

  it('go on without a service that is away, and pass a refusal on', async () => {
    const away = new RemoteFailure(503, 'SERVICE_UNAVAILABLE', 'away', undefined);
    expect(await booksWhere(() => Promise.reject(away))).toMatchObject({ balanced: false, unavailable: ['delivery'] });
    const no = new Refusal('forbidden', 'FORBIDDEN', 'no');
    await expect(booksWhere(() => Promise.reject(no))).rejects.toBe(no);
  });
});
