import { describe, expect, it } from '@jest/globals';
import type { LiveTail } from '@ftgo/messaging';
import { eventually } from '@ftgo/testing';
import type { OrderQueries, VersionedOrder } from '../../application/ports/order-queries.ts';
import { approved, pending } from '../../domain/order.mother.ts';
import { OrderWatchers } from './order-watchers.ts';

describe('an order that is watched', () => {
  it('is shown as it is, though its news came before its commit could be seen', async () => {
    let tell!: (message: { key: string }) => void;
    const tail = { hearing: Promise.resolve(), pause: () => undefined, resume: () => Promise.resolve() };
    const liveTail = { subscribe: (_: unknown, handler: typeof tell) => ((tell = handler), tail) } as unknown as LiveTail;
    let visible: VersionedOrder = { ...pending, version: 1 };
    const queries = { find: () => Promise.resolve(visible) } as unknown as OrderQueries;
    const watchers = new OrderWatchers(liveTail, queries);
    watchers.onApplicationBootstrap();

    const seen: string[] = [];
    const watching = watchers.watch(pending.id).subscribe(({ state }) => seen.push(state));
    await eventually(() => expect(seen).toEqual(['APPROVAL_PENDING']));
    tell({ key: pending.id });
    setTimeout(() => (visible = { ...approved, version: 2 }), 50);
    await eventually(() => expect(seen).toEqual(['APPROVAL_PENDING', 'APPROVED']));
    watching.unsubscribe();
    watchers.onModuleDestroy();
  });
});
