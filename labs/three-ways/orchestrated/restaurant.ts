import { MessageContext, OnCommand } from '@ftgo/messaging';
import type { ServiceDefinition } from '@ftgo/service-runtime';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type { RestaurantConfig } from '../../../services/restaurant/src/config.ts';
import { restaurantService } from '../../../services/restaurant/src/restaurant-service.module.ts';
import { kitchenStepsProvider } from '../participants/kitchen-participant.ts';
import { KitchenSteps } from '../participants/kitchen-steps.ts';
import { type StepCommand, kitchenSteps } from '../steps.ts';

@Controller()
class KitchenCommands {
  constructor(private readonly steps: KitchenSteps) {}

  @OnCommand('create-order', kitchenSteps.CreateTicket)
  createTicket(@Payload() { order }: StepCommand, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.steps.createTicket(order, cause);
  }
}

class CommandedRestaurantService {}

/** The restaurant service, which also carries out what it is told. */
export const commandedRestaurant = (env = process.env): ServiceDefinition<RestaurantConfig> => {
  const service = restaurantService(env);
  const module = (config: RestaurantConfig) => ({
    module: CommandedRestaurantService,
    imports: [service.module(config)],
    controllers: [KitchenCommands],
    providers: [kitchenStepsProvider],
  });
  return { ...service, module };
};
