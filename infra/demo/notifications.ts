import { eventually } from './eventually.ts';
import type { Narrator } from './narrator.ts';
import type { Person } from './person.ts';

export interface Notification {
  readonly number: number;
  readonly orderId: string;
  readonly kind: string;
  readonly text: string;
  readonly mail: { readonly state: string; readonly attempts: number; readonly detail?: string };
}

/** All that somebody was told, oldest first, once it holds. */
export const notificationsOf = (person: Person, what: string, holds: (told: readonly Notification[]) => boolean, withinMs = 30_000): Promise<readonly Notification[]> =>
  eventually(
    `${person.name} to be told ${what}`,
    async () => {
      const { notifications } = await person.get<{ notifications: Notification[] }>(`/v1/consumers/${person.id}/notifications`);
      const told = notifications.toReversed();
      return holds(told) ? told : undefined;
    },
    withinMs,
  );

export const tellAll = (narrator: Narrator, told: readonly Notification[]): void => {
  narrator.blank();
  for (const { number, text, mail } of told) {
    const byMail = mail.state === 'NONE' ? '' : `  (mail ${mail.state}${mail.attempts > 1 ? `, ${mail.attempts} attempts` : ''})`;
    narrator.fact(`told, ${number}`, text + byMail);
  }
  narrator.blank();
};
