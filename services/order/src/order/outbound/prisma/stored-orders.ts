import { type AggregateRef, type Cause, type Decided, type Row, WritePath } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import type { Menu } from '../../domain/menu.ts';
import type { OrderEvent } from '../../domain/order-event.ts';
import type { Order } from '../../domain/order.ts';
import { Menus, Orders } from '../../domain/orders.ts';
import { messageOf } from '../messaging/order-messages.ts';
import { menuTable, orderFromRow, orderTable } from './order-table.ts';

const orderOf = (id: string): AggregateRef<Order> => ({ table: orderTable, id });
const menuOf = (id: string): AggregateRef<Menu> => ({ table: menuTable, id });

/** An order as the answer to a request: plain JSON, since the idempotency key keeps it. */
type Answer = { readonly id: string; readonly row: Row } | null;

@Injectable()
export class StoredOrders extends Orders {
  constructor(private readonly writePath: WritePath) {
    super();
  }

  async place(
    id: string,
    restaurantId: string,
    decide: (menu: Menu | undefined) => Decided<Order, OrderEvent>,
    cause: Cause,
  ): Promise<Order> {
    const answer = await this.writePath.update(
      [{ ...orderOf(id), likelyNew: true }, { ...menuOf(restaurantId), readOnly: true }],
      (_, menu) => outcome(id, decide(menu)),
      cause,
    );
    return orderIn(answer)!;
  }

  async update<S extends Order | undefined>(
    id: string,
    change: (order: Order | undefined) => Decided<S, OrderEvent>,
    cause: Cause,
  ): Promise<S> {
    return orderIn(await this.writePath.update([orderOf(id)], (order) => outcome(id, change(order)), cause)) as S;
  }
}

function outcome(id: string, { state, events }: Decided<Order | undefined, OrderEvent>) {
  const answer: Answer = state ? { id, row: orderTable.toRow(state) } : null;
  return { states: [state] as const, messages: events.map(messageOf), answer };
}

const orderIn = (answer: Answer | undefined): Order | undefined => (answer ? orderFromRow(answer.row, answer.id) : undefined);

@Injectable()
export class StoredMenus extends Menus {
  constructor(private readonly writePath: WritePath) {
    super();
  }

  project(restaurantId: string, change: (menu: Menu | undefined) => Menu, cause: Cause): Promise<void> {
    return this.writePath.update([menuOf(restaurantId)], (menu) => ({ states: [change(menu)] }), cause);
  }
}
