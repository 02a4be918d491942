// node out/test/vitest.mjs CONFIG OUTCOME [FILTER]: runs Vitest and writes what it found to the file OUTCOME. `npm test` runs it
// in a process of its own, so that a crash is seen as one.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { startVitest, type TestCase, type TestModule } from 'vitest/node';
import { taskMain } from '../lib/taskMain';
import { NO_REASON, type Failure, type Outcome, type Skip } from './outcome';

const nameOf = (test: TestCase): string => `${test.module.relativeModuleId} › ${test.fullName}`;

function messageOf(errors: readonly { readonly message?: string; readonly stack?: string }[] | undefined): string {
  return (errors ?? []).map((error) => error.stack ?? error.message ?? 'failed without a message').join('\n');
}

function toOutcome(modules: readonly TestModule[], unhandled: readonly unknown[]): Outcome {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const failures: Failure[] = [];
  const skipped: Skip[] = [];
  let passed = 0;
  for (const test of tests) {
    const result = test.result();
    switch (result.state) {
      case 'passed':
        passed += 1;
        break;
      case 'skipped':
        skipped.push({ name: nameOf(test), reason: result.note ?? NO_REASON });
        break;
      case 'failed':
        failures.push({ name: nameOf(test), message: messageOf(result.errors) });
        break;
      case 'pending':
        failures.push({ name: nameOf(test), message: 'It never ended.' });
        break;
    }
  }
  for (const module of modules) {
    const broken = [module, ...module.children.allSuites()].flatMap((suite) => suite.errors());
    if (broken.length > 0) {
      failures.push({ name: module.relativeModuleId, message: messageOf(broken) });
    }
  }
  for (const error of unhandled) {
    failures.push({ name: 'an error outside of any test', message: error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error) });
  }
  return { passed, failures, skipped };
}

await taskMain(async ([config = '', outcomeFile = '', ...filters]) => {
  const vitest = await startVitest(filters, { config, watch: false, passWithNoTests: true });
  const outcome = toOutcome(vitest.state.getTestModules(), vitest.state.getUnhandledErrors());
  await vitest.close();
  mkdirSync(dirname(outcomeFile), { recursive: true });
  writeFileSync(outcomeFile, JSON.stringify(outcome));
  return outcome.failures.length > 0 ? 1 : 0;
});
