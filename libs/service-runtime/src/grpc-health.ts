import { Refusal } from '@ftgo/refusals';
import { Controller } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';
import { type Observable, distinctUntilChanged, from, switchMap, timer } from 'rxjs';
import {
  type HealthCheckRequest,
  type HealthCheckResponse,
  HealthCheckResponse_ServingStatus as Serving,
  HealthService,
} from '../generated/grpc/health/v1/health.ts';
import { Readiness } from './health.ts';

const WATCH_EVERY_MS = 1_000;

/** Full names of the gRPC services of this process. */
export class ServedGrpcServices {
  constructor(private readonly names: readonly string[]) {}

  has(name: string): boolean {
    return name === '' || this.names.includes(name);
  }
}

/** The standard gRPC health protocol, for this instance as a whole (service name "") and each service it serves. */
@Controller()
export class GrpcHealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly served: ServedGrpcServices,
  ) {}

  @GrpcMethod('Health', 'Check')
  async check({ service }: HealthCheckRequest): Promise<HealthCheckResponse> {
    if (!this.served.has(service)) throw new Refusal('not-found', 'SERVICE_UNKNOWN', `${service} is not served here`);
    return this.status();
  }

  @GrpcMethod('Health', 'Watch')
  watch({ service }: HealthCheckRequest): Observable<HealthCheckResponse> {
    return timer(0, WATCH_EVERY_MS).pipe(
      switchMap(() => from(this.served.has(service) ? this.status() : Promise.resolve({ status: Serving.SERVICE_UNKNOWN }))),
      distinctUntilChanged((a, b) => a.status === b.status),
    );
  }

  private async status(): Promise<HealthCheckResponse> {
    return { status: (await this.readiness.isReady()) ? Serving.SERVING : Serving.NOT_SERVING };
  }
}

export const grpcHealth = { 'grpc.health.v1.Health': HealthService };
