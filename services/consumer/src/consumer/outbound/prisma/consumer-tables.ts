import type { AggregateTable } from '@ftgo/write-path';
import { v5 as uuidOfName } from 'uuid';
import type { Consumer, EmailClaim } from '../../domain/consumer.ts';
import { emailKey } from '../../domain/registration.ts';

export const consumerTable: AggregateTable<Consumer> = {
  table: 'consumers',
  columns: { name: 'text', email: 'text', password_hash: 'text', status: 'text' },
  toRow: ({ name, email, passwordHash, status }) => ({ name, email, password_hash: passwordHash, status }),
  fromRow: (row, id) =>
    ({ id, name: row['name'], email: row['email'], passwordHash: row['password_hash'], status: row['status'] }) as Consumer,
};

export const emailClaimTable: AggregateTable<EmailClaim> = {
  table: 'email_claims',
  columns: { consumer_id: 'uuid' },
  toRow: ({ consumerId }) => ({ consumer_id: consumerId }),
  fromRow: (row) => ({ consumerId: row['consumer_id'] as string }),
};

const CONSUMERS_EMAILS = '5b0f6b0c-3c0e-4d5f-8f43-0f2d5f1f7c11';

/** The id of the claim on an address: the same for all its spellings, so that the row's own key makes addresses unique. */
export const claimId = (email: string): string => uuidOfName(emailKey(email), CONSUMERS_EMAILS);
