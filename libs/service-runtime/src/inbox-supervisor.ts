import type { Inbox } from '@ftgo/write-path';
import { Supervisor } from './supervisor.ts';

const EVERY_MS = 600_000;
const DAY_MS = 86_400_000;

/** Keeps the inbox from growing for ever. */
export class InboxSupervisor extends Supervisor {
  constructor(inbox: Inbox, retentionDays: number) {
    super(async (now, stopping) => void (await inbox.forgetBefore(new Date(now.getTime() - retentionDays * DAY_MS), stopping)), EVERY_MS);
  }
}
