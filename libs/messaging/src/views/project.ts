import type { MessageType } from '@ftgo/envelope';
import { hear } from '../subscribers/on-event.ts';
import type { View } from './view.ts';

/**
 * Makes a controller's method a handler of one type of message for a view, as `@OnEvent` does for a subscriber. It is called once for each
 * generation of the view's rows, with messages from the beginning of their channels, and writes rows of `context.generation` by
 * `WritePath.project`.
 */
export function Project<T>(view: View, type: MessageType<T>) {
  return hear<T>({ subscriber: view.name, type, view });
}
