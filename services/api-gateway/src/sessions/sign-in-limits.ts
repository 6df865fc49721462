import rateLimit from '@fastify/rate-limit';
import { Refusal } from '@ftgo/refusals';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

interface Limits {
  /** Sign-ins and sign-ups of one client address. */
  readonly perAddress: number;
  /** Sign-ins with one e-mail from one client address. */
  readonly perEmail: number;
}

type Limiter = ReturnType<FastifyInstance['createRateLimit']>;

const MINUTE_MS = 60_000;

/** Slows down who guesses passwords, and who makes us compute their expensive hashes; per minute, in each instance. */
export class SignInLimits {
  private perAddress!: Limiter;
  private perEmail!: Limiter;

  /** Call before the application starts to listen: the library plugs itself into Fastify. */
  constructor(fastify: FastifyInstance, { perAddress, perEmail }: Limits) {
    fastify.register(rateLimit, { global: false });
    fastify.after(() => {
      const keyed = (max: number, keyGenerator: (request: FastifyRequest) => string) =>
        fastify.createRateLimit({ max, timeWindow: MINUTE_MS, keyGenerator });
      this.perAddress = keyed(perAddress, ({ ip }) => ip);
      this.perEmail = keyed(perEmail, ({ ip, body }) => `${ip} ${(body as { email: string }).email.trim().toLowerCase()}`);
    });
  }

  /** @throws Refusal `TOO_MANY_SIGN_INS`; the reply says when to try again. */
  async admitSignUp(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    await admit(this.perAddress, request, reply);
  }

  /** @throws Refusal `TOO_MANY_SIGN_INS`; the reply says when to try again. */
  async admitSignIn(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    await admit(this.perAddress, request, reply);
    await admit(this.perEmail, request, reply);
  }
}

async function admit(limiter: Limiter, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const verdict = await limiter(request);
  if (verdict.isAllowed || !verdict.isExceeded) return;
  void reply.header('retry-after', Math.max(1, verdict.ttlInSeconds));
  throw new Refusal('too-many', 'TOO_MANY_SIGN_INS', 'Too many attempts: wait a little');
}
