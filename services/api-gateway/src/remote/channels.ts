import { type ChannelCredentials, type ChannelOptions, type Client, credentials } from '@grpc/grpc-js';
import type { OnApplicationShutdown } from '@nestjs/common';

type ClientClass<C extends Client> = new (address: string, credentials: ChannelCredentials, options?: Partial<ChannelOptions>) => C;

/**
 * Calls go to the instances in turn; one that is gone is left out until it is back. A service that was away is tried again soon, and
 * one that fell silent is noticed.
 */
const channelOptions: ChannelOptions = {
  'grpc.service_config': JSON.stringify({ loadBalancingConfig: [{ round_robin: {} }] }),
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 1_000,
  'grpc.keepalive_time_ms': 20_000,
  'grpc.keepalive_timeout_ms': 5_000,
  // Whoever loses a connection asks for the name again, and must not be told of an instance that has ended: 30 s unless told.
  'grpc.dns_min_time_between_resolutions_ms': 1_000,
};

/** The gateway's gRPC channels, opened with their first call and closed when requests have ended. */
export class Channels implements OnApplicationShutdown {
  private readonly clients: Client[] = [];

  /** @param address `host:port`, or those of several instances, separated by commas: IPv4 addresses then */
  to<C extends Client>(ClientOfService: ClientClass<C>, address: string): C {
    const target = address.includes(',') ? `ipv4:${address}` : address;
    const client = new ClientOfService(target, credentials.createInsecure(), channelOptions);
    this.clients.push(client);
    return client;
  }

  onApplicationShutdown(): void {
    for (const client of this.clients) client.close();
  }
}
