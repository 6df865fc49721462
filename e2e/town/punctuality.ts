import pg from 'pg';

/** A delivery that came to the door; times in milliseconds since 1970. */
export interface Ride {
  /** When the order was placed: its id says so. */
  readonly orderedAt: number;
  /** When the restaurant promised the food for. */
  readonly readyBy: number;
  /** When its courier was expected, by the plan in which they got it. */
  readonly plannedPickUp: number;
  readonly plannedDelivery: number;
  readonly pickedUpAt: number;
  readonly deliveredAt: number;
}

const told = (type: string, time: string): string => `max((e.data->>'${time}')::timestamptz) filter (where e.type = '${type}')`;
const millis = (time: string): string => `(extract(epoch from ${time}) * 1000)::float8`;

/** All that was delivered, as the delivery service's histories tell it. Of several couriers the last one's plan counts. */
export async function ridesOf(databaseUrl: string): Promise<Ride[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Ride>(`
      select ('x' || substr(replace(d.id::text, '-', ''), 1, 12))::bit(48)::bigint::float8 as "orderedAt",
        ${millis(told('FoodPromised', 'readyBy'))} as "readyBy",
        ${millis(told('DeliveryScheduled', 'pickUpAt'))} as "plannedPickUp", ${millis(told('DeliveryScheduled', 'deliverAt'))} as "plannedDelivery",
        ${millis(told('DeliveryPickedUp', 'at'))} as "pickedUpAt", ${millis(told('DeliveryDelivered', 'at'))} as "deliveredAt"
      from deliveries d join delivery_events e on e.id = d.id where d.state = 'DELIVERED' group by d.id`);
    return rows;
  } finally {
    await client.end();
  }
}
