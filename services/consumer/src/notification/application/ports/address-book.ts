export interface Addressee {
  readonly name: string;
  readonly email: string;
}

/** Where consumers get their mail. It is asked for each mail: an address is kept in one place. */
export abstract class AddressBook {
  abstract find(consumerId: string): Promise<Addressee | undefined>;
}
