import type { ConsumerGrpc } from '@ftgo/consumer-api';
import { Call, CallInfo } from '@ftgo/service-runtime';
import { Controller } from '@nestjs/common';
import { GrpcMethod, Payload } from '@nestjs/microservices';
import type { Observable } from 'rxjs';
import { NotificationQueries } from '../../application/index.ts';
import { requireAddresseeOrOperator } from '../require-addressee-or-operator.ts';
import { notificationsOf } from './notification-page.ts';
import { NotificationWatchers } from './notification-watchers.ts';

const SERVICE = 'ConsumerService';

@Controller()
export class NotificationsGrpcController {
  constructor(
    private readonly queries: NotificationQueries,
    private readonly watchers: NotificationWatchers,
  ) {}

  @GrpcMethod(SERVICE, 'ListNotifications')
  async list(@Payload() { consumerId, page }: ConsumerGrpc.ListNotificationsRequest, @Call() call: CallInfo): Promise<ConsumerGrpc.ListNotificationsResponse> {
    requireAddresseeOrOperator(call, consumerId);
    return notificationsOf(this.queries, consumerId, page ?? {});
  }

  @GrpcMethod(SERVICE, 'WatchNotifications')
  watch(@Payload() { consumerId, after }: ConsumerGrpc.WatchNotificationsRequest, @Call() call: CallInfo): Observable<ConsumerGrpc.Notification> {
    requireAddresseeOrOperator(call, consumerId);
    return this.watchers.watch(consumerId, after);
  }
}
