import type { AggregateTable } from '@ftgo/write-path';
import type { Intervention } from '../../domain/intervention.ts';

export const interventionTable: AggregateTable<Intervention> = {
  table: 'saga_interventions',
  columns: { order_id: 'uuid', saga_id: 'uuid', action: 'text', step: 'text', by: 'uuid', at: 'timestamptz', reason: 'text' },
  toRow: ({ orderId, sagaId, action, step, by, at, reason }) => ({ order_id: orderId, saga_id: sagaId, action, step, by, at: at.toISOString(), reason }),
  fromRow: (row, id) =>
    ({ id, orderId: row['order_id'], sagaId: row['saga_id'], action: row['action'], step: row['step'], by: row['by'], at: new Date(row['at'] as string), reason: row['reason'] }) as Intervention,
};
