import type { MessageType } from '@ftgo/envelope';
import { hear } from './on-event.ts';

/**
 * Makes a controller's method the handler of one type of command on its service's own channel. It works as `@OnEvent` does, and one
 * subscriber alone may handle a type. Where the command names a step of a saga, the write path that the method hands its cause to
 * must be an `AnsweringWritePath`: it replies.
 */
export function OnCommand<T>(subscriber: string, type: MessageType<T>) {
  return hear<T>({ subscriber, type, isCommand: true });
}
