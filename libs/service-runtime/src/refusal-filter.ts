import { Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { Refusal } from '@ftgo/refusals';
import { PassingFault } from '@ftgo/write-path';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger, ServiceUnavailableException } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type Observable, throwError } from 'rxjs';
import { PROBLEM_JSON, type Problem, problem, problemOf } from './problem.ts';
import { REFUSAL_METADATA, statusOf } from './refusal-mapping.ts';

const RETRY_AFTER_SECONDS = 1;

/** Where every error of a request becomes an answer: problem+json for REST, a status with the refusal for gRPC. Never a stack. */
@Catch()
export class RefusalFilter implements ExceptionFilter {
  private readonly logger = new Logger('RefusalFilter');

  catch(error: unknown, host: ArgumentsHost): Observable<never> | void {
    const known = error instanceof PassingFault ? new Refusal('overloaded', 'TEMPORARILY_UNAVAILABLE', 'Try again in a moment') : error;
    // Terminus' own answer: which check failed, and why.
    if (error instanceof ServiceUnavailableException) {
      const reply = host.switchToHttp().getResponse<FastifyReply>();
      return void reply.status(503).send(error.getResponse());
    }
    if (host.getType() === 'http') this.answer(host.switchToHttp().getResponse<FastifyReply>(), this.problemFor(known));
    else return throwError(() => this.statusFor(known));
  }

  private answer(reply: FastifyReply, body: Problem): void {
    // A stream that has begun cannot be turned into a problem any more.
    if (reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    if (body.status === 503) void reply.header('retry-after', RETRY_AFTER_SECONDS);
    if (body.status === 401) void reply.header('www-authenticate', 'Bearer');
    void reply.status(body.status).type(PROBLEM_JSON).send(body);
  }

  private problemFor(error: unknown): Problem {
    if (error instanceof Refusal) return problemOf(error);
    if (error instanceof HttpException && error.getStatus() < 500) {
      const http = error.getStatus();
      return problem(http, http === 404 ? 'NOT_FOUND' : 'BAD_REQUEST', error.message);
    }
    this.logger.error(error);
    return problem(500, 'INTERNAL', 'Something went wrong on our side');
  }

  private statusFor(error: unknown): Partial<ServiceError> {
    if (!(error instanceof Refusal)) {
      this.logger.error(error);
      return { code: status.INTERNAL, details: 'Something went wrong on our side' };
    }
    const { kind, code, message: detail, field } = error;
    const metadata = new Metadata();
    metadata.set(REFUSAL_METADATA, encodeURIComponent(JSON.stringify({ kind, code, detail, field })));
    return { code: statusOf[kind].grpc, details: detail, metadata };
  }
}

/** The refusal that a gRPC status carries, if it carries one. */
export function refusalOf(error: Partial<ServiceError>): Refusal | undefined {
  const carried = error.metadata?.get(REFUSAL_METADATA)[0]?.toString();
  if (!carried) return undefined;
  const { kind, code, detail, field } = JSON.parse(decodeURIComponent(carried));
  return new Refusal(kind, code, detail, field);
}
