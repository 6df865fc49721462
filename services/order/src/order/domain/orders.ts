import type { Cause, RequestCause } from '@ftgo/write-path';
import type { Intervention } from './intervention.ts';
import type { Menu } from './menu.ts';
import type { Changed, Order } from './order.ts';

/** Where orders are kept: every change of one goes through here, with its events, in one commit. */
export abstract class Orders {
  /** @param decide gets the restaurant's menu as it is known here. */
  abstract place(id: string, restaurantId: string, decide: (menu: Menu | undefined) => Changed<Order>, cause: RequestCause): Promise<Order>;

  /** @returns the order after the change; for a repeated request, as the first one left it. */
  abstract update<S extends Order | undefined>(id: string, change: (order: Order | undefined) => Changed<S>, cause: Cause): Promise<S>;

  /** As `update`; the change gets the restaurant's menu as it is known here, too. */
  abstract updateByMenu(
    id: string,
    restaurantId: string,
    change: (order: Order | undefined, menu: Menu | undefined) => Changed<Order>,
    cause: Cause,
  ): Promise<Order>;

  /** As `update`, with the trail of what an operator did to the order's saga. */
  abstract intervene(
    id: string,
    interventionId: string,
    change: (order: Order | undefined) => Changed & { readonly intervention: Intervention },
    cause: RequestCause,
  ): Promise<Order>;
}

/** The replicas of the restaurants' menus. */
export abstract class Menus {
  abstract project(restaurantId: string, change: (menu: Menu | undefined) => Menu, cause: Cause): Promise<void>;
}
