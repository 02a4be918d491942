import { holds, TYPE_CHECKS } from '../lib/checks';
import { taskMain } from '../lib/taskMain';

await taskMain(async () => {
  let code = 0;
  for (const check of TYPE_CHECKS) {
    console.log(`• ${check.name}`);
    if (!(await holds(check))) {
      code = 1;
    }
  }
  return code;
});
