import type { ConsumerGrpc } from '@ftgo/consumer-api';
import { Refusal } from '@ftgo/refusals';
import { validate as isUuid } from 'uuid';
import type { NotificationQueries } from '../../application/index.ts';
import { documentOf } from './notification-document.ts';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;

/** One page of a consumer's notifications, newest first. @throws Refusal `NOT_A_CURSOR` */
export async function notificationsOf(
  queries: NotificationQueries,
  consumerId: string,
  { limit, after }: { limit?: number; after?: string },
): Promise<ConsumerGrpc.ListNotificationsResponse> {
  if (after && !/^\d{1,9}$/.test(after)) throw new Refusal('invalid', 'NOT_A_CURSOR', 'after is what the page before named as nextAfter', '/after');
  if (!isUuid(consumerId)) return { notifications: [], nextAfter: '' };
  const atMost = Math.min(limit || DEFAULT_LIMIT, MAX_LIMIT);
  const { notifications, nextAfter } = await queries.list(consumerId, atMost, after ? Number(after) : undefined);
  return { notifications: notifications.map(documentOf), nextAfter: nextAfter === undefined ? '' : String(nextAfter) };
}
