import type { ServiceDefinition } from '@ftgo/service-runtime';
import { Controller } from '@nestjs/common';
import { GrpcMethod, Payload } from '@nestjs/microservices';
import type { RestaurantConfig } from '../../../services/restaurant/src/config.ts';
import { restaurantService } from '../../../services/restaurant/src/restaurant-service.module.ts';
import { kitchenStepsProvider } from '../participants/kitchen-participant.ts';
import { KitchenSteps } from '../participants/kitchen-steps.ts';
import type { OrderToCheck } from '../steps.ts';
import { type StepAnswer, answerOf, stepsOf } from './step-calls.ts';

@Controller()
class KitchenCalls {
  constructor(private readonly steps: KitchenSteps) {}

  @GrpcMethod('KitchenSteps', 'CREATE_TICKET')
  createTicket(@Payload() order: OrderToCheck): Promise<StepAnswer> {
    return answerOf('CREATE_TICKET', order, (cause) => this.steps.createTicket(order, cause));
  }
}

class CalledRestaurantService {}

/** The restaurant service, which also answers whoever asks. */
export const calledRestaurant = (env = process.env): ServiceDefinition<RestaurantConfig> => {
  const service = restaurantService(env);
  const module = (config: RestaurantConfig) => ({
    module: CalledRestaurantService,
    imports: [service.module(config)],
    controllers: [KitchenCalls],
    providers: [kitchenStepsProvider],
  });
  return { ...service, module, grpc: { ...service.grpc, ...stepsOf('restaurant') } };
};
