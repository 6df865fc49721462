import type { MailPatience } from './mail.ts';
import type { News } from './news.ts';

export const JANE = '0192f000-0000-7000-8000-00000000c001';
export const ORDER = '0192f000-0000-7000-8000-0000000000f1';
export const NOTIFICATION = '0192f000-0000-7000-8000-00000000e001';

export const noon = new Date('2026-11-21T12:00:00Z');
export const later = (seconds: number): Date => new Date(noon.getTime() + seconds * 1_000);

export const newsOf = (kind: string, detail = ''): News => ({ consumerId: JANE, orderId: ORDER, kind, detail, happenedAt: noon });

export const impatience: MailPatience = { attemptWithin: 60_000, firstPause: 2_000, longestPause: 5_000, attempts: 4 };
