import { type CanActivate, type ExecutionContext, Injectable, UnauthorizedException } from '@nestjs/common';
import { consumerIn } from '../security/token.ts';

/** NestJS docs, "Security: Authentication". */
@Injectable()
export class AuthGuard implements CanActivate {
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { headers } = context.switchToHttp().getRequest<{ headers: { authorization?: string } }>();
    await consumerIn(headers.authorization).catch(() => {
      throw new UnauthorizedException();
    });
    return true;
  }
}
