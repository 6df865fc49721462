import { MessageContext, OnCommand } from '@ftgo/messaging';
import type { ServiceDefinition } from '@ftgo/service-runtime';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type { ConsumerConfig } from '../../../services/consumer/src/config.ts';
import { consumerService } from '../../../services/consumer/src/consumer-service.module.ts';
import { consumerStepsProvider } from '../participants/consumer-participant.ts';
import { ConsumerSteps } from '../participants/consumer-steps.ts';
import { type StepCommand, consumerSteps } from '../steps.ts';

const CREATE_ORDER = 'create-order';

@Controller()
class ConsumerCommands {
  constructor(private readonly steps: ConsumerSteps) {}

  @OnCommand(CREATE_ORDER, consumerSteps.VerifyConsumer)
  verifyConsumer(@Payload() { order }: StepCommand, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.steps.verifyConsumer(order, cause);
  }

  @OnCommand(CREATE_ORDER, consumerSteps.AuthorizeAccount)
  authorizeAccount(@Payload() { order }: StepCommand, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.steps.authorizeAccount(order, cause);
  }
}

class CommandedConsumerService {}

/** The consumer service, which also carries out what it is told. */
export const commandedConsumer = (env = process.env): ServiceDefinition<ConsumerConfig> => {
  const service = consumerService(env);
  const module = (config: ConsumerConfig) => ({
    module: CommandedConsumerService,
    imports: [service.module(config)],
    controllers: [ConsumerCommands],
    providers: [consumerStepsProvider],
  });
  return { ...service, module };
};
