import { isDeepStrictEqual } from 'node:util';
import { setTimeout as after } from 'node:timers/promises';
import type { MenuItem, RestaurantDocument, TicketDocument } from './documents.ts';
import { eventually } from './eventually.ts';
import type { Answer, Gateway } from './gateway.ts';
import { usd } from './money.ts';
import { newConsumer, type Person, signIn } from './person.ts';
import type { Wiretap } from './wiretap.ts';

const NAME = 'The Rehearsal Kitchen';
const EMAIL = 'rehearsal-kitchen@demo.ftgo.example';
const PASSWORD = 'rehearsal-kitchen';

const VINDALOO: MenuItem = { menuItemId: '0198f000-0000-7000-8000-000000000001', name: 'Chicken Vindaloo', price: usd(1299) };
const NAAN: MenuItem = { menuItemId: '0198f000-0000-7000-8000-000000000002', name: 'Garlic Naan', price: usd(349) };
const NOT_ON_THE_MENU = '0198f000-0000-7000-8000-000000000009';
const MENU = [VINDALOO, NAAN];
const AROUND_THE_CLOCK = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens: 0, closes: 1440 }));

export const ADDRESS = { street: '1 Main Street', city: 'Oakland', zip: '94612', lat: 37.8044, lng: -122.2712 };

// Who keeps a replica hears of a change at about the time that the wiretap does.
const HEARING_MS = 50;

/** The stories' own restaurant, always open, so that no other restaurant is disturbed; made the first time it is needed. */
export class RehearsalKitchen {
  readonly name = NAME;
  readonly vindaloo = VINDALOO;
  readonly naan = NAAN;
  readonly #staff: Person;
  readonly #wiretap: Wiretap;

  private constructor(staff: Person, wiretap: Wiretap) {
    this.#staff = staff;
    this.#wiretap = wiretap;
  }

  static async open(gateway: Gateway, operator: Person, wiretap: Wiretap): Promise<RehearsalKitchen> {
    const staff = (await signIn(gateway, NAME, EMAIL, PASSWORD)) ?? (await found(gateway, operator));
    const kitchen = new RehearsalKitchen(staff, wiretap);
    // A story that was interrupted may have left it otherwise.
    await kitchen.asAlways();
    return kitchen;
  }

  get id(): string {
    return this.#staff.id;
  }

  async asAlways(): Promise<void> {
    const { menu, openingHours, capacity } = await this.#staff.get<RestaurantDocument>(`/v1/restaurants/${this.id}`);
    if (!isDeepStrictEqual(menu, MENU)) await this.#told(this.changeMenu(MENU));
    if (!isDeepStrictEqual(openingHours, AROUND_THE_CLOCK)) await this.#told(this.#put('opening-hours', { openingHours: AROUND_THE_CLOCK }));
    if (capacity !== undefined) await this.#told(this.#put('capacity', {}));
  }

  /** Answers when the change is committed; others hear of it a little later. */
  changeMenu(menu: readonly MenuItem[]): Promise<unknown> {
    return this.#put('menu', { menu });
  }

  /** Closed until further notice. */
  close(): Promise<unknown> {
    return this.#told(this.#put('opening-hours', { openingHours: [] }));
  }

  /** @param capacity how many tickets may be open at once. */
  limitTo(capacity: number): Promise<unknown> {
    return this.#told(this.#put('capacity', { capacity }));
  }

  /** What takes up room: seen by the staff, and not cooked yet. */
  async openTickets(): Promise<number> {
    const counts = await Promise.all(['AWAITING_ACCEPTANCE', 'ACCEPTED', 'PREPARING'].map((state) => this.#ticketsIn(state)));
    return counts.reduce((a, b) => a + b);
  }

  /** The staff takes a step with a ticket: accept, reject, preparing, ready. */
  handles(orderId: string, step: string, body: object = {}): Promise<Answer<TicketDocument>> {
    return this.#staff.tries<TicketDocument>('POST', `/v1/tickets/${orderId}/${step}`, body);
  }

  async #ticketsIn(state: string): Promise<number> {
    let count = 0;
    for (let after = ''; ; ) {
      const query = `state=${state}&limit=100${after && `&after=${encodeURIComponent(after)}`}`;
      const page = await this.#staff.get<{ tickets: unknown[]; nextAfter?: string }>(`/v1/restaurants/${this.id}/tickets?${query}`);
      count += page.tickets.length;
      if (!page.nextAfter) return count;
      after = page.nextAfter;
    }
  }

  #put(what: string, body: object): Promise<unknown> {
    return this.#staff.put(`/v1/restaurants/${this.id}/${what}`, body);
  }

  /** Waits until everybody has heard of a change. */
  async #told(change: Promise<unknown>): Promise<void> {
    const before = this.#wiretap.of(this.id).length;
    await change;
    await eventually(`news of ${NAME}`, () => this.#wiretap.of(this.id).length > before || undefined);
    await after(HEARING_MS);
  }
}

async function found(gateway: Gateway, operator: Person): Promise<Person> {
  await operator.post('/v1/restaurants', {
    name: NAME,
    address: { street: '7 Stage Door Lane', city: 'Oakland', zip: '94607', lat: 37.8016, lng: -122.2727 },
    timeZone: 'America/Los_Angeles',
    menu: MENU,
    openingHours: AROUND_THE_CLOCK,
    email: EMAIL,
    password: PASSWORD,
  });
  const staff = await signIn(gateway, NAME, EMAIL, PASSWORD);
  if (!staff) throw new Error(`${NAME} was made, and its staff cannot sign in`);
  const guest = await newConsumer(gateway, 'Guest');
  await eventually(`the order service to hear of ${NAME}`, async () => {
    const order = { restaurantId: staff.id, lineItems: [{ menuItemId: NOT_ON_THE_MENU, quantity: 1 }], deliveryAddress: ADDRESS };
    const { body } = await guest.tries('POST', '/v1/orders', order);
    return body.code === 'ITEM_NOT_ON_MENU' || undefined;
  });
  return staff;
}
