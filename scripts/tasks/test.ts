import { parseArgs } from 'node:util';
import { TaskError, taskMain } from '../lib/taskMain';
import { lintPhase, typesPhase } from '../test/checksPhase';
import { addOutcomes, failedOutcome, orNothingFound, toSummary, type Outcome } from '../test/outcome';
import { packagePhase } from '../test/packagePhase';
import type { Phase, PhaseOptions } from '../test/phase';
import { nodeSuitePhase, webSuitePhase } from '../test/suitePhase';
import { interfacePhase, unitPhase } from '../test/vitestPhase';

const PHASES: readonly Phase[] = [typesPhase, lintPhase, unitPhase, packagePhase, nodeSuitePhase, webSuitePhase, interfacePhase];

const USAGE = `Usage: npm test -- [PHASE…] [--filter TEXT]

Phases: ${PHASES.map(({ name }) => name).join(', ')} (all by default).
--filter runs only the test files whose name holds TEXT, in phases that have test files.`;

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;

async function runPhase(phase: Phase, options: PhaseOptions, earlier: ReadonlyMap<string, Outcome>): Promise<Outcome> {
  const started = performance.now();
  console.log(`\n── ${phase.title}`);
  const broken = phase.after?.find((name) => (earlier.get(name)?.failures.length ?? 0) > 0);
  if (broken !== undefined) {
    return failedOutcome(phase.title, new Error(`It was not run, since ${broken} failed.`));
  }
  const outcome = await phase.run(options).then(
    (found) => orNothingFound(phase.title, found),
    (error: unknown) => failedOutcome(`${phase.title} broke down`, error),
  );
  console.log(`   ${toSummary(outcome)} (${seconds(started)})`);
  return outcome;
}

function choosePhases(names: readonly string[]): readonly Phase[] {
  const unknown = names.find((name) => !PHASES.some((phase) => phase.name === name));
  if (unknown !== undefined) {
    throw new TaskError(`There is no phase ${unknown}.\n\n${USAGE}`, 2);
  }
  const wanted = PHASES.filter(({ name }) => names.length === 0 || names.includes(name));
  const needed = new Set(wanted.flatMap(({ name, after = [] }) => [name, ...after]));
  return PHASES.filter(({ name }) => needed.has(name));
}

function parse(args: readonly string[]): { names: string[]; filter: string | undefined } {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: { filter: { type: 'string' } }, allowPositionals: true });
    return { names: positionals, filter: values.filter };
  } catch (error) {
    throw new TaskError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`, 2);
  }
}

await taskMain(async (args) => {
  const started = performance.now();
  const { names, filter } = parse(args);
  const outcomes = new Map<string, Outcome>();
  for (const phase of choosePhases(names)) {
    outcomes.set(phase.name, await runPhase(phase, { filter }, outcomes));
  }
  const sum = addOutcomes([...outcomes.values()]);
  console.log('');
  for (const { name, message } of sum.failures) {
    console.log(`✗ ${name}\n    ${message.replaceAll('\n', '\n    ')}`);
  }
  for (const { name, reason } of sum.skipped) {
    console.log(`- skipped: ${name}: ${reason}`);
  }
  console.log(`All phases took ${seconds(started)}.`);
  console.log(toSummary(sum));
  return sum.failures.length > 0 ? 1 : 0;
});
