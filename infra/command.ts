// `npm run down -- kafka consumer` and its like: has the running stack do something to its processes.
import { actions, wishOf } from './control.ts';
import type { Action } from './control.ts';
import { dataFolder } from './folders.ts';
import { Problem } from './problem.ts';

const help = `Names are of processes (order-2, kafka, postgres) or of parts (order: all its instances).

  npm run down -- <name>…       kills (kill -9) and leaves down
  npm run up [-- <name>…]       brings up again what is down
  npm run restart -- <name>…    ends cleanly and starts again, one after the other
  npm run freeze -- <name>…     makes stand still (SIGSTOP): no answer, no end
  npm run thaw [-- <name>…]     lets go on what is frozen
  npm run add -- <service>…     starts one more instance
  npm run remove -- <name>…     ends an instance cleanly, for good`;

const [action, ...names] = process.argv.slice(2);
try {
  const option = names.find((name) => name.startsWith('-'));
  if (option === '--help' || option === '-h') console.log(help);
  else if (option) throw new Problem(`There is no option ${option}: see \`npm run ${action} -- --help\`.`);
  else if (!actions.includes(action as Action)) throw new Problem(help);
  else console.log((await wishOf(dataFolder(), { action: action as Action, names })).said);
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
