import { ConsumerGrpc } from '@ftgo/consumer-api';
import type { OutgoingCall } from '../remote/outgoing-call.ts';
import { PASSWORD_DEADLINE_MS, RemoteService } from '../remote/remote-service.ts';
import { ConsumerService } from './consumer-service.ts';

export class GrpcConsumerService extends ConsumerService {
  private readonly remote: RemoteService;

  constructor(
    private readonly client: ConsumerGrpc.ConsumerServiceClient,
    deadlineMs: number,
  ) {
    super();
    this.remote = new RemoteService('consumer', deadlineMs);
  }

  override signUp(request: ConsumerGrpc.SignUpRequest, call: OutgoingCall): Promise<ConsumerGrpc.Consumer> {
    return this.remote.ask<ConsumerGrpc.SignUpRequest, ConsumerGrpc.Consumer>((...args) => this.client.signUp(...args), request, call, PASSWORD_DEADLINE_MS);
  }

  override verifyCredentials(request: ConsumerGrpc.VerifyCredentialsRequest, call: OutgoingCall): Promise<ConsumerGrpc.VerifyCredentialsResponse> {
    return this.remote.ask<ConsumerGrpc.VerifyCredentialsRequest, ConsumerGrpc.VerifyCredentialsResponse>(
      (...args) => this.client.verifyCredentials(...args),
      request,
      call,
      PASSWORD_DEADLINE_MS,
    );
  }

  override getConsumer(consumerId: string, call: OutgoingCall): Promise<ConsumerGrpc.Consumer> {
    return this.remote.ask<ConsumerGrpc.GetConsumerRequest, ConsumerGrpc.Consumer>((...args) => this.client.getConsumer(...args), { consumerId }, call);
  }

  override setStatus(request: ConsumerGrpc.SetStatusRequest, call: OutgoingCall): Promise<ConsumerGrpc.Consumer> {
    return this.remote.ask<ConsumerGrpc.SetStatusRequest, ConsumerGrpc.Consumer>((...args) => this.client.setStatus(...args), request, call);
  }

  override getAccount(consumerId: string, call: OutgoingCall): Promise<ConsumerGrpc.Account> {
    return this.remote.ask<ConsumerGrpc.GetAccountRequest, ConsumerGrpc.Account>((...args) => this.client.getAccount(...args), { consumerId }, call);
  }

  override setCreditLimit(request: ConsumerGrpc.SetCreditLimitRequest, call: OutgoingCall): Promise<ConsumerGrpc.Account> {
    return this.remote.ask<ConsumerGrpc.SetCreditLimitRequest, ConsumerGrpc.Account>((...args) => this.client.setCreditLimit(...args), request, call);
  }

  override listNotifications(request: ConsumerGrpc.ListNotificationsRequest, call: OutgoingCall): Promise<ConsumerGrpc.ListNotificationsResponse> {
    return this.remote.ask<ConsumerGrpc.ListNotificationsRequest, ConsumerGrpc.ListNotificationsResponse>(
      (...args) => this.client.listNotifications(...args),
      request,
      call,
    );
  }

  override watchNotifications(request: ConsumerGrpc.WatchNotificationsRequest, call: OutgoingCall, signal: AbortSignal): AsyncIterableIterator<ConsumerGrpc.Notification> {
    return this.remote.watch<ConsumerGrpc.WatchNotificationsRequest, ConsumerGrpc.Notification>(
      (...args) => this.client.watchNotifications(...args),
      request,
      call,
      signal,
    );
  }

  override getBooks(call: OutgoingCall, deadlineMs: number): Promise<ConsumerGrpc.Books> {
    return this.remote.ask<ConsumerGrpc.GetBooksRequest, ConsumerGrpc.Books>((...args) => this.client.getBooks(...args), {}, call, deadlineMs);
  }
}
