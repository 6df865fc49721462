import { createHash } from 'node:crypto';
import type { Metadata, ServerUnaryCall } from '@grpc/grpc-js';
import { Refusal } from '@ftgo/refusals';
import { type Caller, type Role, TokenVerifier } from '@ftgo/sign-in';
import type { RequestCause } from '@ftgo/write-path';
import { type ExecutionContext, Injectable, Logger, type PipeTransform, createParamDecorator } from '@nestjs/common';
import { v7 as uuidv7, validate as isUuid } from 'uuid';

/** What a protocol says of a call, before its token is verified. */
interface RawCall {
  readonly operation: string;
  readonly authorization: string | undefined;
  readonly correlationId: string | undefined;
  readonly traceparent: string | undefined;
  readonly deadline: Date | undefined;
}

/** Who calls, until when, and what the call's changes are caused by; the same for REST and gRPC. */
export class CallInfo {
  constructor(
    /** Absent where the call brings no access token. */
    readonly caller: Caller | undefined,
    readonly operation: string,
    readonly correlationId: string,
    readonly traceparent: string | undefined,
    readonly deadline: Date | undefined,
  ) {}

  /** @throws Refusal `UNAUTHENTICATED`, or `FORBIDDEN` where the caller has none of the roles. */
  require(...roles: Role[]): Caller {
    if (!this.caller) throw new Refusal('unauthenticated', 'UNAUTHENTICATED', 'This needs an access token: sign in at POST /v1/sessions');
    if (roles.length > 0 && !roles.includes(this.caller.role)) {
      throw new Refusal('forbidden', 'FORBIDDEN', `This is for ${roles.join(' or ')} only`);
    }
    return this.caller;
  }

  /** The cause of what this request changes: its idempotency key, scoped by the caller, and its fingerprint. */
  causeOf(request: { readonly idempotencyKey?: string; readonly password?: string }): RequestCause {
    // A fast hash of a password has no place beside its slow one.
    const { idempotencyKey, password: _, ...body } = request;
    const { correlationId, traceparent, deadline } = this;
    const cause = { kind: 'request' as const, correlationId, traceparent, deadline };
    if (!idempotencyKey) return cause;
    const fingerprint = createHash('sha256').update(this.operation).update(JSON.stringify(body)).digest('base64url');
    return { ...cause, idempotencyKey: `${this.caller?.id ?? 'anonymous'}/${idempotencyKey}`, fingerprint };
  }
}

@Injectable()
class VerifiedCall implements PipeTransform<RawCall, Promise<CallInfo>> {
  private readonly logger = new Logger('Call');

  constructor(private readonly tokens: TokenVerifier) {}

  async transform({ operation, authorization, correlationId, traceparent, deadline }: RawCall): Promise<CallInfo> {
    const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
    if (authorization && !token) throw new Refusal('unauthenticated', 'UNAUTHENTICATED', 'Only bearer tokens are understood');
    const caller = token === undefined ? undefined : await this.tokens.verify(token);
    const call = new CallInfo(caller, operation, correlationId && isUuid(correlationId) ? correlationId : uuidv7(), traceparent, deadline);
    this.logger.log({ msg: operation, correlationId: call.correlationId, caller: caller?.id, role: caller?.role });
    return call;
  }
}

const Raw = createParamDecorator((_: unknown, context: ExecutionContext): RawCall => {
  const operation = context.getHandler().name;
  if (context.getType() === 'http') {
    const { headers } = context.switchToHttp().getRequest<{ headers: Record<string, string | undefined> }>();
    return {
      operation,
      authorization: headers['authorization'],
      correlationId: headers['x-correlation-id'],
      traceparent: headers['traceparent'],
      deadline: undefined,
    };
  }
  const [, metadata, call] = context.getArgs<[unknown, Metadata, ServerUnaryCall<unknown, unknown>]>();
  const deadline = call.getDeadline();
  const text = (key: string) => metadata.get(key)[0]?.toString();
  return {
    operation,
    authorization: text('authorization'),
    correlationId: text('ftgo-correlation-id'),
    traceparent: text('traceparent'),
    deadline: deadline === Infinity ? undefined : new Date(deadline),
  };
});

/** Parameter decorator: the call's {@link CallInfo}, its token verified. */
export const Call = (): ParameterDecorator => Raw(VerifiedCall);
