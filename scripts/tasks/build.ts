import { buildInTerminal } from '../lib/build';
import { TaskError, taskMain } from '../lib/taskMain';

const KNOWN = ['--watch', '--production'];

await taskMain((args) => {
  const unknown = args.find((arg) => !KNOWN.includes(arg));
  if (unknown !== undefined) {
    throw new TaskError(`Unknown argument ${unknown}. Usage: npm run build -- [${KNOWN.join('] [')}]`, 2);
  }
  return buildInTerminal(args);
});
