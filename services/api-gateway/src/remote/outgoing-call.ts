import { Metadata } from '@grpc/grpc-js';

/** What goes with a call to a service: who asks, and what it belongs to. */
export interface OutgoingCall {
  readonly correlationId: string;
  /** The caller's access token, with its scheme. */
  readonly authorization?: string;
  /** W3C Trace Context. */
  readonly traceparent?: string;
}

export function metadataOf({ correlationId, authorization, traceparent }: OutgoingCall): Metadata {
  const metadata = new Metadata();
  metadata.set('ftgo-correlation-id', correlationId);
  if (authorization) metadata.set('authorization', authorization);
  if (traceparent) metadata.set('traceparent', traceparent);
  return metadata;
}
