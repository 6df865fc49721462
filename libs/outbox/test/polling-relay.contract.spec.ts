import { PollingRelay } from '../src/index.ts';
import { outboxRelayContract } from './outbox-relay.contract.ts';

outboxRelayContract('PollingRelay', ({ bounds, ...setup }) => new PollingRelay({ ...setup, every: 20, bounds: { ...bounds, standbyEvery: 100 } }));
