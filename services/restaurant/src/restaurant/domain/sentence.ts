import { InvalidRestaurant } from './restaurant-refusals.ts';

/**
 * A line of text for people, without the blanks around it.
 *
 * @throws InvalidRestaurant where it is empty, too long or holds control characters (PostgreSQL takes no U+0000).
 */
export function sentence(written: string, field: string, longest: number): string {
  const text = written.trim();
  if (text.length === 0 || text.length > longest || /[\p{Cc}\p{Cs}]/u.test(text)) {
    throw new InvalidRestaurant(field, `1 to ${longest} characters, none of them a control character.`);
  }
  return text;
}
