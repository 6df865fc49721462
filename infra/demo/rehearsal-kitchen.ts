import type { Gateway } from './gateway.ts';
import { usd } from './money.ts';
import { type Person, signIn } from './person.ts';

const NAME = 'The Rehearsal Kitchen';
const EMAIL = 'rehearsal-kitchen@demo.ftgo.example';
const PASSWORD = 'rehearsal-kitchen';

export interface MenuItem {
  readonly menuItemId: string;
  readonly name: string;
  readonly price: { readonly amount: number; readonly currency: string };
}

const VINDALOO: MenuItem = { menuItemId: '0198f000-0000-7000-8000-000000000001', name: 'Chicken Vindaloo', price: usd(1299) };
const NAAN: MenuItem = { menuItemId: '0198f000-0000-7000-8000-000000000002', name: 'Garlic Naan', price: usd(349) };

const AROUND_THE_CLOCK = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens: 0, closes: 1440 }));

/** The stories' own restaurant, always open, so that no other restaurant is disturbed; made the first time it is needed. */
export class RehearsalKitchen {
  readonly name = NAME;
  readonly vindaloo = VINDALOO;
  readonly naan = NAAN;
  readonly staff: Person;

  private constructor(staff: Person) {
    this.staff = staff;
  }

  static async open(gateway: Gateway, operator: Person): Promise<RehearsalKitchen> {
    const staff = (await signIn(gateway, NAME, EMAIL, PASSWORD)) ?? (await found(gateway, operator));
    const kitchen = new RehearsalKitchen(staff);
    // A story that was interrupted may have left it otherwise.
    await kitchen.asAlways();
    return kitchen;
  }

  get id(): string {
    return this.staff.id;
  }

  async asAlways(): Promise<void> {
    await this.setMenu([VINDALOO, NAAN]);
    await this.setOpeningHours(AROUND_THE_CLOCK);
    await this.setCapacity(undefined);
  }

  setMenu(menu: readonly (MenuItem)[]): Promise<unknown> {
    return this.staff.put(`/v1/restaurants/${this.id}/menu`, { menu });
  }

  /** Closed until further notice. */
  close(): Promise<unknown> {
    return this.setOpeningHours([]);
  }

  setOpeningHours(openingHours: typeof AROUND_THE_CLOCK): Promise<unknown> {
    return this.staff.put(`/v1/restaurants/${this.id}/opening-hours`, { openingHours });
  }

  /** @param capacity how many tickets may be open at once; undefined for no limit. */
  setCapacity(capacity: number | undefined): Promise<unknown> {
    return this.staff.put(`/v1/restaurants/${this.id}/capacity`, capacity === undefined ? {} : { capacity });
  }

  async openTickets(): Promise<number> {
    let count = 0;
    for (let after = ''; ; ) {
      const page = await this.staff.get(`/v1/restaurants/${this.id}/tickets?limit=100${after && `&after=${encodeURIComponent(after)}`}`);
      count += page.tickets.length;
      if (!page.nextAfter) return count;
      after = page.nextAfter;
    }
  }
}

async function found(gateway: Gateway, operator: Person): Promise<Person> {
  await operator.post('/v1/restaurants', {
    name: NAME,
    address: { street: '7 Stage Door Lane', city: 'Oakland', zip: '94607', lat: 37.8016, lng: -122.2727 },
    timeZone: 'America/Los_Angeles',
    menu: [VINDALOO, NAAN],
    openingHours: AROUND_THE_CLOCK,
    email: EMAIL,
    password: PASSWORD,
  });
  const staff = await signIn(gateway, NAME, EMAIL, PASSWORD);
  if (!staff) throw new Error(`${NAME} was made, and its staff cannot sign in`);
  return staff;
}
