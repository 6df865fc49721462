import type { Cause, Decided, RequestCause } from '@ftgo/write-path';
import type { Menu } from './menu.ts';
import type { OrderEvent } from './order-event.ts';
import type { Order } from './order.ts';

/** Where orders are kept: every change of one goes through here, with its events, in one commit. */
export abstract class Orders {
  /** @param decide gets the restaurant's menu as it is known here. */
  abstract place(
    id: string,
    restaurantId: string,
    decide: (menu: Menu | undefined) => Decided<Order, OrderEvent>,
    cause: RequestCause,
  ): Promise<Order>;

  /** @returns the order after the change; for a repeated request, as the first one left it. */
  abstract update<S extends Order | undefined>(
    id: string,
    change: (order: Order | undefined) => Decided<S, OrderEvent>,
    cause: Cause,
  ): Promise<S>;
}

/** The replicas of the restaurants' menus. */
export abstract class Menus {
  abstract project(restaurantId: string, change: (menu: Menu | undefined) => Menu, cause: Cause): Promise<void>;
}
