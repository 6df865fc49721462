import type { Money } from '@ftgo/money';

/** The order service's own replica of a restaurant's menu: creating an order asks nobody. */
export interface Menu {
  /** The restaurant's version that this is the menu of. */
  readonly version: number;
  readonly items: ReadonlyMap<string, { readonly name: string; readonly price: Money }>;
}

/** What the restaurant now offers; what is not newer than what we have is old news. */
export const replace = (menu: Menu | undefined, news: Menu): Menu => (menu && menu.version >= news.version ? menu : news);
