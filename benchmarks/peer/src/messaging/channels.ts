import { environment } from '../environment.ts';

const channel = (aggregate: string): string => `${environment.channelPrefix()}${aggregate}.events`;

export const channels = {
  order: channel('order'),
  consumer: channel('consumer'),
  authorization: channel('authorization'),
  ticket: channel('ticket'),
};
