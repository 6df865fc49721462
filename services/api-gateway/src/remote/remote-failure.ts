import { type ServiceError, status } from '@grpc/grpc-js';
import { refusalOf } from '@ftgo/service-runtime/process';

/** A service did not answer, or not as it should; not a refusal. */
export class RemoteFailure extends Error {
  constructor(
    readonly status: 502 | 503 | 504,
    readonly code: string,
    message: string,
    cause: unknown,
  ) {
    super(message, { cause });
  }
}

/** What the caller of a service is told: the service's refusal, or which way it failed. */
export function failureOf(service: string, error: Partial<ServiceError>): Error {
  switch (error.code) {
    case status.UNAVAILABLE:
    case status.CANCELLED:
      return refusalOf(error) ?? new RemoteFailure(503, 'SERVICE_UNAVAILABLE', `The ${service} service cannot be reached`, error);
    case status.DEADLINE_EXCEEDED:
      return new RemoteFailure(504, 'SERVICE_TIMED_OUT', `The ${service} service did not answer in time`, error);
    case status.RESOURCE_EXHAUSTED:
      return refusalOf(error) ?? new RemoteFailure(503, 'SERVICE_OVERLOADED', `The ${service} service is overloaded`, error);
    default:
      return refusalOf(error) ?? new RemoteFailure(502, 'SERVICE_FAILED', `The ${service} service failed`, error);
  }
}
