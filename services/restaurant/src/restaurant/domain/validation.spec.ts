import { describe, expect, it } from '@jest/globals';
import { money } from '@ftgo/money';
import { menuOf } from './menu.ts';
import { openingHoursOf } from './opening-hours.ts';
import { addressOf, capacityOf, timeZoneOf } from './premises.ts';
import { ajanta, menu, naan, vindaloo } from './restaurant.mother.ts';
import { InvalidRestaurant } from './restaurant-refusals.ts';
import { emailOf, passwordOf } from './staff.ts';

const newId = () => 'given';

describe('a menu', () => {
  it('is taken over as written, with an id for each item that has none', () => {
    expect(menuOf(menu, newId)).toEqual(menu);
    expect(menuOf([{ ...naan, menuItemId: '', name: '  Garlic Naan ' }], newId)).toEqual([{ ...naan, menuItemId: 'given' }]);
  });

  it.each([
    ['/menu', []],
    ['/menu', Array.from({ length: 301 }, () => ({ ...naan, menuItemId: '' }))],
    ['/menu/0/menuItemId', [{ ...naan, menuItemId: 'no blanks' }]],
    ['/menu/1/menuItemId', [naan, { ...vindaloo, menuItemId: naan.menuItemId }]],
    ['/menu/0/name', [{ ...naan, name: ' ' }]],
    ['/menu/1/name', [vindaloo, { ...naan, name: 'N\u0000an' }]],
    ['/menu/0/name', [{ ...naan, name: 'N\ud800an' }]],
    ['/menu/0/price', [{ ...naan, price: undefined }]],
    ['/menu/0/price', [{ ...naan, price: { amount: 0, currency: 'USD' } }]],
    ['/menu/0/price', [{ ...naan, price: { amount: -1, currency: 'USD' } }]],
    ['/menu/0/price', [{ ...naan, price: { amount: 1.5, currency: 'USD' } }]],
    ['/menu/0/price', [{ ...naan, price: money(1_000_001, 'USD') }]],
    ['/menu/0/price', [{ ...naan, price: { amount: 100, currency: 'dollars' } }]],
    ['/menu/1/price', [vindaloo, { ...naan, price: money(399, 'EUR') }]],
  ])('is refused with %s at fault', (field, written) => {
    expect(() => menuOf(written, newId)).toThrow(InvalidRestaurant);
    expect(() => menuOf(written, newId)).toThrow(expect.objectContaining({ field }));
  });
});

describe('opening hours', () => {
  it('are put in the order of the week, and may be none', () => {
    const sunday = { weekday: 7, opens: 0, closes: 1440 };
    const lateFriday = { weekday: 5, opens: 1080, closes: 1620 };
    expect(openingHoursOf([sunday, lateFriday])).toEqual([lateFriday, sunday]);
    expect(openingHoursOf([])).toEqual([]);
  });

  it.each([
    ['weekday', { weekday: 0, opens: 0, closes: 60 }],
    ['weekday', { weekday: 8, opens: 0, closes: 60 }],
    ['opens', { weekday: 1, opens: -1, closes: 60 }],
    ['opens', { weekday: 1, opens: 1440, closes: 1500 }],
    ['opens', { weekday: 1, opens: 0.5, closes: 60 }],
    ['closes', { weekday: 1, opens: 60, closes: 60 }],
    ['closes', { weekday: 1, opens: 60, closes: 1501 }],
  ])('are refused with %s at fault', (part, period) => {
    expect(() => openingHoursOf([period])).toThrow(expect.objectContaining({ field: `/openingHours/0/${part}` }));
  });
});

describe('premises', () => {
  it('have an address with coordinates on the globe', () => {
    expect(addressOf(ajanta.address)).toEqual(ajanta.address);
    expect(() => addressOf(undefined)).toThrow(expect.objectContaining({ field: '/address' }));
    expect(() => addressOf({ ...ajanta.address, street: '' })).toThrow(expect.objectContaining({ field: '/address/street' }));
    expect(() => addressOf({ ...ajanta.address, lat: 91 })).toThrow(expect.objectContaining({ field: '/address/lat' }));
    expect(() => addressOf({ ...ajanta.address, lng: Number.NaN })).toThrow(expect.objectContaining({ field: '/address/lng' }));
  });

  it('lie in a named time zone', () => {
    expect(timeZoneOf('America/Los_Angeles')).toBe('America/Los_Angeles');
    for (const wrong of ['', '+01:00', 'Mars/Olympus_Mons']) {
      expect(() => timeZoneOf(wrong)).toThrow(expect.objectContaining({ field: '/timeZone' }));
    }
  });

  it('have room for a number of tickets, or no limit', () => {
    expect([capacityOf(undefined), capacityOf(0), capacityOf(20)]).toEqual([undefined, 0, 20]);
    for (const wrong of [-1, 0.5, 10_001]) expect(() => capacityOf(wrong)).toThrow(expect.objectContaining({ field: '/capacity' }));
  });
});

describe('the sign-in of the staff', () => {
  it('has an e-mail address, whatever its case', () => {
    expect(emailOf(' Ajanta@FTGO.example')).toBe('ajanta@ftgo.example');
    for (const wrong of ['', 'ajanta', 'a@b', 'a b@ftgo.example', `${'a'.repeat(250)}@b.example`]) {
      expect(() => emailOf(wrong)).toThrow(expect.objectContaining({ field: '/email' }));
    }
  });

  it('has a password of 8 characters or more', () => {
    expect(passwordOf('ftgo-demo')).toBe('ftgo-demo');
    for (const wrong of ['short', 'x'.repeat(201)]) expect(() => passwordOf(wrong)).toThrow(expect.objectContaining({ field: '/password' }));
  });
});
