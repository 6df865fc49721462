import { Refusal } from '@ftgo/refusals';
import { type Role, TokenVerifier } from '@ftgo/sign-in';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import './request.ts';

/** On a route or a controller: everybody, without an access token. */
export const Public = Reflector.createDecorator<void, true>({ transform: () => true });

/** On a route: only these roles. Whose object it is, the service decides that owns it. */
export const Only = Reflector.createDecorator<Role[]>();

/** Every route asks for a valid access token unless it says that it is public. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: TokenVerifier,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride(Public, [context.getHandler(), context.getClass()])) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const token = /^Bearer ([^\s]+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (!token) throw new Refusal('unauthenticated', 'UNAUTHENTICATED', 'This needs an access token: sign in at POST /v1/sessions');
    const caller = await this.tokens.verify(token);
    const roles = this.reflector.get(Only, context.getHandler());
    if (roles && !roles.includes(caller.role)) throw new Refusal('forbidden', 'FORBIDDEN', `This is for ${roles.join(' or ')} only`);
    request.caller = caller;
    return true;
  }
}
