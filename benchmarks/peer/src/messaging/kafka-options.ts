import { type KafkaOptions, Transport } from '@nestjs/microservices';
import { environment } from '../environment.ts';

/** NestJS docs, "Microservices: Kafka". The two settings that the defaults get wrong for events are set; the rest is as it comes. */
export const kafkaOptions = (service: string): KafkaOptions => ({
  transport: Transport.KAFKA,
  options: {
    client: { clientId: `peer-${service}`, brokers: environment.kafkaBrokers() },
    consumer: { groupId: `${environment.channelPrefix()}${service}`, allowAutoTopicCreation: false },
    subscribe: { fromBeginning: true },
  },
});
