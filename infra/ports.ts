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
