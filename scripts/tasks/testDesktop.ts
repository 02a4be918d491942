import { buildExtension } from '../lib/build';
import { taskMain } from '../lib/taskMain';
import { addOutcomes, toSummary } from '../test/outcome';
import { runSuitesIn } from '../test/suitePhase';

await taskMain(async ([filter]) => {
  await buildExtension();
  const outcomes = [await runSuitesIn('node', { desktop: true, filter }), await runSuitesIn('web', { desktop: true, filter })];
  const sum = addOutcomes(outcomes);
  console.log(toSummary(sum));
  return sum.failures.length > 0 ? 1 : 0;
});
