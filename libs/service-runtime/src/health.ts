import { GrpcMethod } from '@nestjs/microservices';
import { Controller, Get, Injectable } from '@nestjs/common';
import { HealthCheck, type HealthCheckResult, HealthCheckService, type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { type Observable, distinctUntilChanged, from, switchMap, timer } from 'rxjs';
import { Refusal } from '@ftgo/refusals';
import {
  type HealthCheckRequest,
  type HealthCheckResponse,
  HealthCheckResponse_ServingStatus as Serving,
  HealthService,
} from '../generated/grpc/health/v1/health.ts';

const WATCH_EVERY_MS = 1_000;
const CHECK_TIMEOUT_MS = 2_000;
const CHECK_CACHED_MS = 250;

/** What an instance must have before it may serve; each check says what is missing. Not consulted for liveness. */
export abstract class ReadinessCheck {
  abstract readonly name: string;
  /** @throws Error whose message says what is missing. */
  abstract check(): Promise<void>;
}

/** The instance's own view of whether it may get requests: not while it starts, drains or lacks what it needs. */
@Injectable()
export class Readiness {
  private started = false;
  private draining = false;

  constructor(
    private readonly checks: ReadinessCheck[],
    private readonly indicators: HealthIndicatorService,
  ) {}

  get hasStarted(): boolean {
    return this.started;
  }

  markStarted(): void {
    this.started = true;
  }

  markDraining(): void {
    this.draining = true;
  }

  /** One Terminus indicator per check. */
  get probes(): (() => Promise<HealthIndicatorResult>)[] {
    const lifecycle = async (): Promise<HealthIndicatorResult> => {
      const indicator = this.indicators.check('lifecycle');
      if (!this.started) return indicator.down('starting');
      return this.draining ? indicator.down('draining') : indicator.up();
    };
    return [lifecycle, ...this.checks.map((check) => () => this.probe(check))];
  }

  async isReady(): Promise<boolean> {
    const results = await Promise.all(this.probes.map((probe) => probe()));
    return results.every((result) => Object.values(result).every(({ status }) => status === 'up'));
  }

  private async probe(check: ReadinessCheck): Promise<HealthIndicatorResult> {
    return this.indicators
      .check(check.name)
      .attempt(() => check.check())
      .withTimeout(CHECK_TIMEOUT_MS)
      .cacheFor(CHECK_CACHED_MS);
  }
}

/** Full names of the gRPC services of this process. */
export class ServedGrpcServices {
  constructor(private readonly names: readonly string[]) {}

  has(name: string): boolean {
    return name === '' || this.names.includes(name);
  }
}

// Documented, it would load @nestjs/swagger and a second NestJS into every service: 0.2 s and 40 MB.
const probe = { noCache: true, swaggerDocumentation: false };

/** Liveness says only that the process turns; readiness what it lacks; startup that it has begun to serve. */
@Controller()
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly readiness: Readiness,
    private readonly indicators: HealthIndicatorService,
  ) {}

  @Get(['healthz', 'livez'])
  @HealthCheck(probe)
  live(): Promise<HealthCheckResult> {
    return this.health.check([]);
  }

  @Get('readyz')
  @HealthCheck(probe)
  ready(): Promise<HealthCheckResult> {
    return this.health.check(this.readiness.probes);
  }

  @Get('startupz')
  @HealthCheck(probe)
  startup(): Promise<HealthCheckResult> {
    const indicator = this.indicators.check('startup');
    return this.health.check([async () => (this.readiness.hasStarted ? indicator.up() : indicator.down('starting'))]);
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
