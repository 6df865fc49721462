import { type AggregateRef, type Cause, type Row, WritePath } from '@ftgo/write-path';
import { Injectable } from '@nestjs/common';
import type { Intervention } from '../../domain/intervention.ts';
import type { Menu } from '../../domain/menu.ts';
import type { Changed, Order } from '../../domain/order.ts';
import { Menus, Orders } from '../../domain/orders.ts';
import { messagesOf } from '../messaging/notification-messages.ts';
import { interventionTable } from './intervention-table.ts';
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
    decide: (menu: Menu | undefined) => Changed<Order>,
    cause: Cause,
  ): Promise<Order> {
    const answer = await this.writePath.update(
      [{ ...orderOf(id), likelyNew: true }, { ...menuOf(restaurantId), readOnly: true }],
      (_, menu) => outcome(id, decide(menu)),
      cause,
    );
    return orderIn(answer)!;
  }

  async updateByMenu(
    id: string,
    restaurantId: string,
    decide: (order: Order | undefined, menu: Menu | undefined) => Changed<Order>,
    cause: Cause,
  ): Promise<Order> {
    const refs = [orderOf(id), { ...menuOf(restaurantId), readOnly: true }] as const;
    return orderIn(await this.writePath.update(refs, (order, menu) => outcome(id, decide(order, menu)), cause))!;
  }

  async intervene(
    id: string,
    interventionId: string,
    change: (order: Order | undefined) => Changed & { readonly intervention: Intervention },
    cause: Cause,
  ): Promise<Order> {
    const refs = [orderOf(id), { table: interventionTable, id: interventionId, likelyNew: true }] as const;
    const decide = (order: Order | undefined) => {
      const { intervention, ...changed } = change(order);
      const { states, ...rest } = outcome(id, changed);
      return { states: [...states, intervention] as const, ...rest };
    };
    return orderIn(await this.writePath.update(refs, decide, cause))!;
  }

  async update<S extends Order | undefined>(
    id: string,
    change: (order: Order | undefined) => Changed<S>,
    cause: Cause,
  ): Promise<S> {
    return orderIn(await this.writePath.update([orderOf(id)], (order) => outcome(id, change(order)), cause)) as S;
  }
}

function outcome(id: string, { state, events }: Changed) {
  const answer: Answer = state ? { id, row: orderTable.toRow(state) } : null;
  return { states: [state] as const, messages: events.flatMap(messagesOf), answer };
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
