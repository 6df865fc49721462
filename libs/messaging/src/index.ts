export * from './broker.ts';
export { KafkaBroker, type KafkaBrokerOptions } from './kafka/kafka-broker.ts';
export * from './live-tail.ts';
export * from './topics/index.ts';
export { KafkaSubscribers, type KafkaSubscribersOptions } from './subscribers/kafka-subscribers.ts';
export { MessageContext } from './subscribers/message-context.ts';
export { OnEvent } from './subscribers/on-event.ts';
export { Replays, type ReplaysOptions } from './subscribers/replays.ts';
export * from './prefixed-broker.ts';
