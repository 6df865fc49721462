import { isTaken } from './free-port.ts';
import { Problem } from './problem.ts';

/** Where each part of the local stack listens; `FTGO_PORT_OFFSET` moves them all, so that two stacks run side by side. */
export interface Ports {
  readonly gateway: number;
  readonly order: ServicePorts;
  readonly consumer: ServicePorts;
  readonly restaurant: ServicePorts;
  readonly delivery: ServicePorts;
  readonly postgres: number;
  readonly kafka: number;
  readonly kafkaController: number;
}

export interface ServicePorts {
  readonly http: number;
  readonly grpc: number;
}

export const portsAt = (offset: number, gateway = 8080 + offset): Ports => {
  const service = (number: number): ServicePorts => ({ http: 8080 + number + offset, grpc: 9080 + number + offset });
  return {
    gateway,
    order: service(1),
    consumer: service(2),
    restaurant: service(3),
    delivery: service(4),
    postgres: 8432 + offset,
    kafka: 8092 + offset,
    kafkaController: 8093 + offset,
  };
};

/** On the fetch standard's list of ports that no browser and no `fetch` connects to. */
export const UNREACHABLE_PORT = 10_080;

/** An offset at which nothing listens on any of the ports: for a second stack beside the first. */
export const freeOffset = async (): Promise<number> => {
  for (let offset = 2_100; offset < 20_000; offset += 100) {
    const ports = Object.values(portsAt(offset)).flatMap((port) => (typeof port === 'number' ? [port] : [port.http, port.grpc]));
    const taken = await Promise.all(ports.map(isTaken));
    if (!taken.includes(true) && !ports.includes(UNREACHABLE_PORT)) return offset;
  }
  throw new Problem('There is no room for a second stack among the ports 10000 to 29000 of 127.0.0.1.');
};
