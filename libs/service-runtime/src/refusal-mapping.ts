import { status } from '@grpc/grpc-js';
import type { RefusalKind } from '@ftgo/refusals';

/** The one table from the kind of a refusal to the status of each protocol. */
export const statusOf: Readonly<Record<RefusalKind, { readonly http: number; readonly grpc: status; readonly title: string }>> = {
  invalid: { http: 400, grpc: status.INVALID_ARGUMENT, title: 'The request is not valid' },
  unauthenticated: { http: 401, grpc: status.UNAUTHENTICATED, title: 'Sign in first' },
  forbidden: { http: 403, grpc: status.PERMISSION_DENIED, title: 'Not allowed' },
  'not-found': { http: 404, grpc: status.NOT_FOUND, title: 'Not found' },
  conflict: { http: 409, grpc: status.FAILED_PRECONDITION, title: 'Not in this state' },
  unprocessable: { http: 422, grpc: status.FAILED_PRECONDITION, title: 'Refused by a business rule' },
  'too-many': { http: 429, grpc: status.RESOURCE_EXHAUSTED, title: 'Too many requests' },
  overloaded: { http: 503, grpc: status.RESOURCE_EXHAUSTED, title: 'Overloaded, try again later' },
};

/** The metadata key under which a gRPC status carries the refusal: JSON {kind, code, detail, field}. */
export const REFUSAL_METADATA = 'ftgo-refusal';
