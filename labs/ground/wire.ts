// What a lab and its processes say to each other, as JSON over the channel that Node opens to a child.

/** How a receiver goes about its effect and its position; see the folder's README. */
export const guarantees = ['at most once', 'at least once', 'effectively once'] as const;
export type Guarantee = (typeof guarantees)[number];

/** Step n of an aggregate, counted from 1. The same id again is the same message again. */
export interface Step {
  readonly id: string;
  readonly aggregate: string;
  readonly n: number;
}

/** The moments at which a crash does most harm. */
export type Moment = 'before handling' | 'after handling';

export interface ReceiverSettings {
  readonly guarantee: Guarantee;
  readonly brokers: readonly string[];
  readonly databaseUrl: string;
  readonly topic: string;
  /** The runtime calls its groups `ftgo.<service>.<subscriber>`, so everybody here does. */
  readonly service: string;
  /** How long it works on a message, in milliseconds. */
  readonly work?: number;
  /** It halts at this moment of its so-manieth message, until it is killed. */
  readonly halt?: { readonly moment: Moment; readonly message: number };
}

export const SUBSCRIBER = 'receiver';
export const groupOf = ({ service }: Pick<ReceiverSettings, 'service'>): string => `ftgo.${service}.${SUBSCRIBER}`;

export type ReceiverSays = 'joined' | 'halted';

export interface SenderSettings {
  readonly brokers: readonly string[];
  readonly topic: string;
  /** By the aggregate's id, as the product does; or without a key. */
  readonly keyed: boolean;
}

/** What happens to a send on its way: the answer is lost once the broker has stored, or the request before it has. */
export type Loss = 'answer' | 'request';

export interface SendWish {
  readonly steps: readonly Step[];
  readonly lose?: Loss;
}

/** Whether the broker's acknowledgement came. */
export type SenderSays = 'acknowledged' | 'not acknowledged';
