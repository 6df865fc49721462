import type { ServiceDefinition } from '@ftgo/service-runtime';
import { Controller } from '@nestjs/common';
import { GrpcMethod, Payload } from '@nestjs/microservices';
import type { ConsumerConfig } from '../../../services/consumer/src/config.ts';
import { consumerService } from '../../../services/consumer/src/consumer-service.module.ts';
import { consumerStepsProvider } from '../participants/consumer-participant.ts';
import { ConsumerSteps } from '../participants/consumer-steps.ts';
import type { OrderToCheck } from '../steps.ts';
import { type StepAnswer, answerOf, stepsOf } from './step-calls.ts';

@Controller()
class ConsumerCalls {
  constructor(private readonly steps: ConsumerSteps) {}

  @GrpcMethod('ConsumerSteps', 'VERIFY_CONSUMER')
  verifyConsumer(@Payload() order: OrderToCheck): Promise<StepAnswer> {
    return answerOf('VERIFY_CONSUMER', order, (cause) => this.steps.verifyConsumer(order, cause));
  }

  @GrpcMethod('ConsumerSteps', 'AUTHORIZE_ACCOUNT')
  authorizeAccount(@Payload() order: OrderToCheck): Promise<StepAnswer> {
    return answerOf('AUTHORIZE_ACCOUNT', order, (cause) => this.steps.authorizeAccount(order, cause));
  }
}

class CalledConsumerService {}

/** The consumer service, which also answers whoever asks. */
export const calledConsumer = (env = process.env): ServiceDefinition<ConsumerConfig> => {
  const service = consumerService(env);
  const module = (config: ConsumerConfig) => ({
    module: CalledConsumerService,
    imports: [service.module(config)],
    controllers: [ConsumerCalls],
    providers: [consumerStepsProvider],
  });
  return { ...service, module, grpc: { ...service.grpc, ...stepsOf('consumer') } };
};
