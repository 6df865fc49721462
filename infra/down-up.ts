// `npm run down -- kafka consumer` takes them down for good (kill -9) until `npm run up` (all) or `npm run up -- kafka`.
import { wishOf } from './control.ts';
import { dataFolder } from './folders.ts';
import { Problem } from './problem.ts';

const [action, ...names] = process.argv.slice(2);
try {
  console.log(await wishOf(dataFolder(), { action: action === 'down' ? 'down' : 'up', names }));
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
