import { Gateway, GatewayRefusal } from './demo/gateway.ts';
import { type Person, signIn } from './demo/person.ts';
import { demoPassword, operatorEmail } from './operator.ts';
import { Problem } from './problem.ts';
import { readStack } from './stack-state.ts';

/** The command cannot be understood: its help is shown. */
export class Usage extends Error {}

/** The operator of the running stack, signed in at its gateway. @throws Problem */
export async function operator(): Promise<Person> {
  const person = await signIn(new Gateway(readStack().gatewayUrl), 'the operator', operatorEmail, demoPassword);
  if (!person) throw new Problem(`The operator ${operatorEmail} cannot sign in`);
  return person;
}

/** Runs an operator's command and ends the process: 0, what the command returns, 1 where the answer is no, 2 where it is not understood. */
export function runOperatorCommand(help: string, command: () => Promise<number | void>): void {
  command().then(
    (code) => process.exit(code ?? 0),
    (error: Error & { code?: string }) => {
      const usage = error instanceof Usage || error.code?.startsWith('ERR_PARSE_ARGS');
      const known = usage || error instanceof Problem || error instanceof GatewayRefusal;
      console.error(usage ? `${error.message}\n\n${help}` : known ? error.message : error);
      process.exit(usage ? 2 : 1);
    },
  );
}
