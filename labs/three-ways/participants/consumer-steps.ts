import { Refusal } from '@ftgo/refusals';
import type { Cause } from '@ftgo/write-path';
import { consumerVerified, ticketCreated } from '../../../services/consumer/src/accounting/domain/authorization.ts';
import type { AuthorizationRepository } from '../../../services/consumer/src/accounting/domain/authorization-repository.ts';
import { verifyOrder } from '../../../services/consumer/src/consumer/domain/consumer.ts';
import type { ConsumerRepository } from '../../../services/consumer/src/consumer/domain/consumer-repository.ts';
import type { OrderToCheck } from '../steps.ts';
import type { Uptime } from './uptime.ts';

/** The consumer service's two steps, for whoever asks: by the ports and the domain that the choreography runs on. */
export class ConsumerSteps {
  constructor(
    private readonly consumers: ConsumerRepository,
    private readonly authorizations: AuthorizationRepository,
    private readonly uptime: Uptime,
  ) {}

  /** @throws Refusal */
  async verifyConsumer(order: OrderToCheck, cause: Cause): Promise<void> {
    this.uptime.requireUp(order.orderId);
    const judge: Parameters<ConsumerRepository['answer']>[1] = (consumer) => {
      const verification = verifyOrder(consumer, { ...order, orderTotal: order.orderTotal! });
      if (verification.type === 'ConsumerVerificationFailed') throw new Refusal('conflict', verification.reason, verification.detail);
      return verification;
    };
    await this.consumers.answer(order.consumerId, judge, cause);
  }

  /** Whoever asks has a verified consumer and a ticket: both of what accounting waits for. @throws Refusal */
  async authorizeAccount(order: OrderToCheck, cause: Cause): Promise<void> {
    this.uptime.requireUp(order.orderId);
    const change: Parameters<AuthorizationRepository['update']>[1] = (authorization, accountOf) => {
      const { state: waiting } = consumerVerified(authorization, accountOf, { ...order, orderTotal: order.orderTotal! });
      const decided = ticketCreated(waiting.authorization, accountOf, order);
      const { authorization: after } = decided.state;
      if (after.state !== 'AUTHORIZED') throw new Refusal('conflict', after.state === 'REFUSED' ? after.reason : after.state, 'The amount is not held.');
      return decided;
    };
    await this.authorizations.update(order.orderId, change, cause);
  }
}
