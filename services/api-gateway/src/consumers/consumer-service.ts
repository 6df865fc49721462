import type { ConsumerGrpc } from '@ftgo/consumer-api';
import type { OutgoingCall } from '../remote/outgoing-call.ts';

/** The consumer service as the gateway needs it. Calls throw the service's Refusal, or a RemoteFailure. */
export abstract class ConsumerService {
  abstract signUp(request: ConsumerGrpc.SignUpRequest, call: OutgoingCall): Promise<ConsumerGrpc.Consumer>;
  abstract verifyCredentials(request: ConsumerGrpc.VerifyCredentialsRequest, call: OutgoingCall): Promise<ConsumerGrpc.VerifyCredentialsResponse>;
  abstract getConsumer(consumerId: string, call: OutgoingCall): Promise<ConsumerGrpc.Consumer>;
  abstract setStatus(request: ConsumerGrpc.SetStatusRequest, call: OutgoingCall): Promise<ConsumerGrpc.Consumer>;
  abstract getAccount(consumerId: string, call: OutgoingCall): Promise<ConsumerGrpc.Account>;
  abstract setCreditLimit(request: ConsumerGrpc.SetCreditLimitRequest, call: OutgoingCall): Promise<ConsumerGrpc.Account>;
  abstract listNotifications(request: ConsumerGrpc.ListNotificationsRequest, call: OutgoingCall): Promise<ConsumerGrpc.ListNotificationsResponse>;
  /** Each notification above a number, until the signal ends it. */
  abstract watchNotifications(request: ConsumerGrpc.WatchNotificationsRequest, call: OutgoingCall, signal: AbortSignal): AsyncIterableIterator<ConsumerGrpc.Notification>;
  abstract getBooks(call: OutgoingCall, deadlineMs: number): Promise<ConsumerGrpc.Books>;
}
