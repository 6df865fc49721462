import { Refusal } from '@ftgo/refusals';
import { PROBLEM_JSON, type Problem, problem, problemOf } from '@ftgo/service-runtime/process';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger, ServiceUnavailableException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RemoteFailure } from '../remote/remote-failure.ts';
import { RequestNotValid } from './request-not-valid.ts';
import { RouteTable } from './route-table.ts';

const RETRY_AFTER_SECONDS = 1;
const MAY_BE_RETRIED = new Set([429, 503, 504]);

const refusedByHttp: Readonly<Record<number, readonly [code: string, title: string]>> = {
  404: ['NOT_FOUND', 'There is nothing here'],
  413: ['BODY_TOO_LARGE', 'The body is too large'],
  414: ['URL_TOO_LONG', 'The URL is too long'],
  415: ['UNSUPPORTED_MEDIA_TYPE', 'Only application/json is taken'],
  429: ['TOO_MANY_REQUESTS', 'Too many requests'],
};

/** The one place where errors become answers: problem details with a stable code, and nothing of our insides. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('ProblemFilter');

  constructor(private readonly routes: RouteTable) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const [request, reply] = [host.switchToHttp().getRequest<FastifyRequest>(), host.switchToHttp().getResponse<FastifyReply>()];
    // A stream that has begun cannot be turned into a problem any more.
    if (reply.raw.headersSent) return void reply.raw.destroy();
    // The health check's own answer, which says what is missing.
    if (error instanceof ServiceUnavailableException) return void reply.status(503).send(error.getResponse());

    const answer = this.problemFor(error, request, reply);
    if (MAY_BE_RETRIED.has(answer.status) && !reply.hasHeader('retry-after')) void reply.header('retry-after', RETRY_AFTER_SECONDS);
    if (answer.status === 401) void reply.header('www-authenticate', 'Bearer');
    void reply.status(answer.status).type(PROBLEM_JSON).send(answer);
  }

  private problemFor(error: unknown, request: FastifyRequest, reply: FastifyReply): Problem {
    if (error instanceof RequestNotValid) return problem(400, error.code, 'The request is not valid', error.message, error.errors);
    if (error instanceof Refusal) return problemOf(error);
    if (error instanceof RemoteFailure) {
      this.logger.warn({ msg: error.message, correlationId: request.id, cause: String(error.cause) });
      return problem(error.status, error.code, error.message);
    }
    if (error instanceof HttpException && error.getStatus() < 500) return this.refusedByHttp(error.getStatus(), request, reply);
    this.logger.error({ err: error, correlationId: request.id });
    return problem(500, 'INTERNAL', 'Something went wrong on our side');
  }

  private refusedByHttp(status: number, request: FastifyRequest, reply: FastifyReply): Problem {
    const methods = status === 404 ? this.routes.methodsOf(request.url.split('?', 1)[0]!) : [];
    if (methods.length > 0) {
      void reply.header('allow', methods.join(', '));
      return problem(405, 'METHOD_NOT_ALLOWED', `${request.method} is not possible here`);
    }
    const [code, title] = refusedByHttp[status] ?? ['BAD_REQUEST', 'The request is not valid'];
    return problem(status, code, title);
  }
}
