import type { Causation } from './message.ts';

/**
 * The names of the envelope's fields among a record's headers: CloudEvents 1.0, Kafka protocol binding, binary content
 * mode (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md), W3C trace
 * context, and three of our own.
 */
export const headerNames = {
  specVersion: 'ce_specversion',
  id: 'ce_id',
  type: 'ce_type',
  source: 'ce_source',
  time: 'ce_time',
  subject: 'ce_subject',
  contentType: 'content-type',
  traceparent: 'traceparent',
  correlationId: 'ftgo_correlation_id',
  causationId: 'ftgo_causation_id',
  replyTo: 'ftgo_reply_to',
} as const;

/** What a sender says of a message, apart from its channel, key and body. */
export interface Envelope extends Causation {
  readonly id: string;
  readonly type: string;
  /** The sender, such as `ftgo.order`. */
  readonly source: string;
  readonly subject: string;
  /** ISO 8601 in UTC. */
  readonly time: string;
  readonly contentType: string;
  readonly replyTo?: string;
}

/** Writes an envelope as the headers of a record. Absent fields cost no header: kafkajs pays for each one. */
export function headersOf(envelope: Envelope): Record<string, string> {
  const headers: Record<string, string> = {
    [headerNames.specVersion]: '1.0',
    [headerNames.id]: envelope.id,
    [headerNames.type]: envelope.type,
    [headerNames.source]: envelope.source,
    [headerNames.time]: envelope.time,
    [headerNames.subject]: envelope.subject,
    [headerNames.contentType]: envelope.contentType,
    [headerNames.correlationId]: envelope.correlationId,
  };
  if (envelope.causationId) headers[headerNames.causationId] = envelope.causationId;
  if (envelope.traceparent) headers[headerNames.traceparent] = envelope.traceparent;
  if (envelope.replyTo) headers[headerNames.replyTo] = envelope.replyTo;
  return headers;
}
