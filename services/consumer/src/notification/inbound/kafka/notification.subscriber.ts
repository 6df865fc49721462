import { type NotificationCommands, consumerCommands } from '@ftgo/consumer-api';
import { MessageContext, OnCommand } from '@ftgo/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { NotifyConsumer } from '../../application/index.ts';

@Controller()
export class NotificationSubscriber {
  constructor(private readonly notifyConsumer: NotifyConsumer) {}

  @OnCommand('notification', consumerCommands.NotifyConsumer)
  notify(@Payload() command: NotificationCommands.NotifyConsumer, @Ctx() { cause }: MessageContext): Promise<void> {
    return this.notifyConsumer.execute({ ...command, happenedAt: cause.message.time }, cause);
  }
}
