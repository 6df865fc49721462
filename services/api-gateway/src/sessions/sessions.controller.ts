import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Public } from '../http/access.guard.ts';
import { credential } from '../http/fields.ts';
import { Passed } from '../http/request.ts';
import { valid } from '../http/valid.ts';
import type { OutgoingCall } from '../remote/outgoing-call.ts';
import { type Credentials, type Session, SignIn } from './sign-in.ts';
import { SignInLimits } from './sign-in-limits.ts';

export const credentials = z.strictObject({ email: credential(254), password: credential(200) });

@Controller('v1/sessions')
export class SessionsController {
  constructor(
    private readonly signIn: SignIn,
    private readonly limits: SignInLimits,
  ) {}

  @Post()
  @Public()
  async create(
    @Body(valid(credentials, 'body')) body: Credentials,
    @Passed() call: OutgoingCall,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Session> {
    await this.limits.admitSignIn(request, reply);
    return this.signIn.execute(body, call);
  }
}
