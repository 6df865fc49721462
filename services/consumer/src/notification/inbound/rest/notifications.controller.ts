import { ConsumerGrpc } from '@ftgo/consumer-api';
import { Call, CallInfo } from '@ftgo/service-runtime';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { NotificationQueries } from '../../application/index.ts';
import { notificationsOf } from '../grpc/notification-page.ts';
import { requireAddresseeOrOperator } from '../require-addressee-or-operator.ts';

@Controller('v1/consumers')
export class NotificationsRestController {
  constructor(private readonly queries: NotificationQueries) {}

  @Get(':consumerId/notifications')
  async list(
    @Param('consumerId') consumerId: string,
    @Call() call: CallInfo,
    @Query('limit') limit?: string,
    @Query('after') after?: string,
  ): Promise<unknown> {
    requireAddresseeOrOperator(call, consumerId);
    return ConsumerGrpc.ListNotificationsResponse.toJSON(await notificationsOf(this.queries, consumerId, { limit: Number(limit) || undefined, after }));
  }
}
