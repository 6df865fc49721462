import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@ftgo/testing';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { MessageContext } from './message-context.ts';
import { OnEvent } from './on-event.ts';
import { type Ping, type TestService, pingAndPong, testService } from './test-service.mother.ts';

let service: TestService | undefined;
afterEach(() => service?.close());

describe('a subscriber', () => {
  it('hands an event and its cause to the controller that handles its type', async () => {
    const types = await pingAndPong();
    const heard: { event: Ping; context: MessageContext }[] = [];
    @Controller()
    class Kitchen {
      @OnEvent('kitchen', types.Ping)
      async onPing(@Payload() event: Ping, @Ctx() context: MessageContext): Promise<void> {
        heard.push({ event, context });
      }
    }
    service = await testService([Kitchen]);
    await service.send(types.Ping, 'order-1', { n: 7 }, { id: 'message-1', correlationId: 'request-1' });
    await eventually(() => expect(heard).toHaveLength(1));
    expect(heard[0]!.event).toEqual({ n: 7 });
    const { message, cause } = heard[0]!.context;
    expect(message).toMatchObject({ id: 'message-1', correlationId: 'request-1', key: 'order-1', type: types.Ping.name });
    expect(cause).toEqual({ kind: 'message', subscriber: 'kitchen', message });
  });
});
