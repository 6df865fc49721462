export type CourierEvent = CourierCreated | CourierAvailabilityChanged;

export interface CourierCreated {
  readonly type: 'CourierCreated';
  readonly courierId: string;
  readonly name: string;
}

export interface CourierAvailabilityChanged {
  readonly type: 'CourierAvailabilityChanged';
  readonly courierId: string;
  readonly available: boolean;
}
