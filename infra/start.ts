// `npm start`: the whole system on this machine, until Ctrl-C.
import { runLocalStack } from './local-stack.ts';

await runLocalStack();
