import { createServer, type IncomingMessage } from 'node:http';
import { NO_REASON, type Failure, type Outcome, type Skip } from './outcome';

/** What the test program inside VS Code tells as it goes on; see test/host/suite/relayReporter.ts. */
export type SuiteReport =
  | { readonly kind: 'test'; readonly name: string; readonly state: 'passed' | 'failed' | 'skipped'; readonly message?: string; readonly milliseconds?: number }
  | { readonly kind: 'end'; readonly tests: number };

export interface ReportServer {
  readonly url: string;
  /** What was reported. A run that did not come to its end has failed, whatever it reported before. */
  readonly outcome: () => Outcome;
  readonly close: () => Promise<void>;
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) {
    parts.push(Buffer.from(part as Uint8Array)); // A request without encoding yields bytes.
  }
  return Buffer.concat(parts).toString('utf8');
}

function print(report: SuiteReport): void {
  if (report.kind === 'test') {
    const mark = { passed: '✓', failed: '✗', skipped: '-' }[report.state];
    const note = report.state === 'passed' ? (report.milliseconds === undefined ? '' : ` (${report.milliseconds} ms)`) : report.message === undefined ? '' : `\n    ${report.message.replaceAll('\n', '\n    ')}`;
    console.log(`  ${mark} ${report.name}${note}`);
  }
}

/** Takes in reports over loopback: the one way out of the Node host and the web worker alike. */
export async function startReportServer(): Promise<ReportServer> {
  const reports: SuiteReport[] = [];
  const server = createServer((request, response) => {
    void read(request).then((body) => {
      if (body) {
        const report = JSON.parse(body) as SuiteReport; // Sent by relayReporter.ts, which shares this type.
        reports.push(report);
        print(report);
      }
      response.writeHead(204, { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' }).end();
    });
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  return {
    url: `http://127.0.0.1:${port}/`,
    outcome: () => toOutcome(reports),
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

export function toOutcome(reports: readonly SuiteReport[]): Outcome {
  const failures: Failure[] = [];
  const skipped: Skip[] = [];
  let passed = 0;
  let promised: number | undefined;
  for (const report of reports) {
    if (report.kind === 'end') {
      promised = report.tests;
    } else if (report.state === 'passed') {
      passed += 1;
    } else if (report.state === 'failed') {
      failures.push({ name: report.name, message: report.message ?? 'failed without a message' });
    } else {
      skipped.push({ name: report.name, reason: report.message ?? NO_REASON });
    }
  }
  const reported = passed + failures.length + skipped.length;
  if (promised === undefined) {
    failures.push({ name: 'the run inside VS Code', message: `It did not come to its end; ${reported} tests were reported. The log of the local VS Code is out/host/code.log.` });
  } else if (reported < promised) {
    failures.push({ name: 'the run inside VS Code', message: `${promised} tests are there, and only ${reported} were reported.` });
  }
  return { passed, failures, skipped };
}
