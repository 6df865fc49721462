import { LogTailingRelay } from '../src/index.ts';
import { outboxRelayContract } from './outbox-relay.contract.ts';

outboxRelayContract('LogTailingRelay', ({ bounds, ...setup }) => new LogTailingRelay({ ...setup, bounds: { ...bounds, standbyEvery: 100 } }));
