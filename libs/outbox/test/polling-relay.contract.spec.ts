import { PollingRelay } from '../src/index.ts';
import { outboxRelayContract } from './outbox-relay.contract.ts';

outboxRelayContract('PollingRelay', ({ stopWithin, ...setup }) => new PollingRelay({ ...setup, every: 20, bounds: { stopWithin, standbyEvery: 100 } }));
