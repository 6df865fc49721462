import { TokenVerifier } from '@ftgo/sign-in';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { HealthIndicatorService, TerminusModule } from '@nestjs/terminus';
import type { ServiceConfig } from './config.ts';
import { GrpcHealthController, ServedGrpcServices } from './grpc-health.ts';
import { HealthController, Readiness, ReadinessCheck } from './health.ts';
import { RefusalFilter } from './refusal-filter.ts';

/** What every service has around its own module: health, verified tokens, and one place where errors become answers. */
@Global()
@Module({})
export class RuntimeModule {
  static around(service: DynamicModule, config: ServiceConfig, grpcServices: readonly string[]): DynamicModule {
    return {
      module: RuntimeModule,
      imports: [service, TerminusModule.forRoot({ errorLogStyle: 'json' })],
      controllers: [HealthController, GrpcHealthController],
      providers: [
        { provide: APP_FILTER, useClass: RefusalFilter },
        { provide: TokenVerifier, useFactory: () => TokenVerifier.fromUrl(config.FTGO_JWKS_URL) },
        { provide: ServedGrpcServices, useValue: new ServedGrpcServices(grpcServices) },
        {
          provide: Readiness,
          useFactory: (indicators: HealthIndicatorService, check: ReadinessCheck) => new Readiness([check], indicators),
          inject: [HealthIndicatorService, ReadinessCheck],
        },
      ],
      exports: [TokenVerifier],
    };
  }
}
