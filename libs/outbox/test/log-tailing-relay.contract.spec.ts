import { LogTailingRelay } from '../src/index.ts';
import { outboxRelayContract } from './outbox-relay.contract.ts';

outboxRelayContract('LogTailingRelay', ({ stopWithin, ...setup }) => new LogTailingRelay({ ...setup, bounds: { stopWithin, standbyEvery: 100 } }));
