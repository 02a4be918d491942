import { start, stop } from '../setup/processes.mjs';
import { bundleProgram } from './bundleProgram';
import { root } from './paths';

/** A running GitHub on loopback; see test/github. */
export interface LocalGitHub {
  /** Web address without a slash at the end. */
  readonly url: string;
  readonly token: string;
  /** Login of its organization. */
  readonly organization: string;
  readonly stop: () => Promise<void>;
}

export interface LocalGitHubOptions {
  /** 0 or nothing for a free port. */
  readonly port?: number;
  readonly token?: string;
  /** What it holds: `sample`, `random:SEED` or `generated:COUNT`. */
  readonly content?: string;
}

/** Time the local GitHub may take to lay out its repositories, in milliseconds. */
const START_TIMEOUT = 60_000;

type Address = Omit<LocalGitHub, 'stop'>;

const hasText = <K extends string>(value: object, key: K): value is Record<K, string> => typeof Reflect.get(value, key) === 'string';

function toAddress(line: string): Address {
  const value: unknown = JSON.parse(line);
  if (typeof value === 'object' && value !== null && hasText(value, 'url') && hasText(value, 'token') && hasText(value, 'organization')) {
    return { url: value.url, token: value.token, organization: value.organization };
  }
  throw new Error(`The local GitHub printed ${line} instead of its address.`);
}

/** Starts the local GitHub in a process of its own and waits for its address. */
export async function startLocalGitHub({ port = 0, token = 'local-token', content = 'sample' }: LocalGitHubOptions = {}): Promise<LocalGitHub> {
  const program = await bundleProgram('test/github/main.ts', 'github/main');
  const args = ['--enable-source-maps', program, '--port', String(port), '--token', token, '--organization', content];
  const child = start(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], group: true });
  const address = await new Promise<Address>((resolve, reject) => {
    let stdout = '';
    let errors = '';
    const fail = (reason: string): void => reject(new Error(`The local GitHub ${reason}.\n${errors.slice(-3000)}`));
    const timer = setTimeout(() => void stop(child).then(() => fail(`did not start within ${START_TIMEOUT / 1000} s`)), START_TIMEOUT);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors = `${errors}${text}`.slice(-10_000)));
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout = `${stdout}${text}`.slice(-10_000);
      const line = stdout.split('\n').find((candidate) => candidate.startsWith('{') && candidate.endsWith('}'));
      if (line) {
        clearTimeout(timer);
        try {
          resolve(toAddress(line));
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      }
    });
    child.once('error', (error) => fail(`could not be started: ${error.message}`));
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      fail(`ended with ${signal ?? `exit code ${code}`}`);
    });
  });
  return { ...address, stop: () => stop(child) };
}
