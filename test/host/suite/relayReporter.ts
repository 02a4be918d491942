import type { Runner, Test } from 'mocha';
import type { SuiteReport } from '../../../scripts/test/reportServer';
import { reasonOf } from './skip';

const nameOf = (test: Test): string => test.titlePath().join(' › ');

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const values = 'expected' in error && 'actual' in error ? `\nexpected: ${JSON.stringify(error.expected)}\nactual:   ${JSON.stringify(error.actual)}` : '';
  return `${error.message}${values}\n${error.stack ?? ''}`;
}

/** Sends every result out of VS Code as it comes, in order. */
export class Relay {
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly url: string) {}

  send(report: SuiteReport): void {
    this.last = this.last.then(async () => {
      await fetch(this.url, { method: 'POST', body: JSON.stringify(report) });
    });
  }

  /** Resolves when everything has arrived, and rejects when something did not. */
  settled(): Promise<void> {
    return this.last;
  }

  listen(runner: Runner): void {
    const failed = new Set<unknown>();
    runner.on('pass', (test) => this.send({ kind: 'test', name: nameOf(test), state: 'passed', milliseconds: test.duration ?? 0 }));
    runner.on('fail', (test, error) => {
      // A test may fail twice, by its own doing and by an error that comes late.
      if (!failed.has(test)) {
        failed.add(test);
        this.send({ kind: 'test', name: nameOf(test), state: 'failed', message: messageOf(error) });
      }
    });
    runner.on('pending', (test) => {
      const reason = reasonOf(test);
      this.send({ kind: 'test', name: nameOf(test), state: 'skipped', ...(reason === undefined ? {} : { message: reason }) });
    });
  }
}
