// @ts-check
// Child processes of the command line. Whatever is started here ends with us: on Ctrl-C, on SIGTERM and on a crash.
import { spawn } from 'node:child_process';
import { setInterval } from 'node:timers';

/** How long a child may take to end by itself before it is killed, in milliseconds. */
const GRACE = 10_000;

/** @typedef {{ child: import('node:child_process').ChildProcess, group: boolean, ended: Promise<void> }} Running */
/** @type {Set<Running>} */
const running = new Set();

/** A command that could not be started or did not end well; `output` is the end of what it printed. */
export class CommandError extends Error {
  /** @param {string} message @param {string} output @param {number} code */
  constructor(message, output, code) {
    super(output ? `${message}\n${output}` : message);
    this.name = 'CommandError';
    this.output = output;
    this.code = code;
  }
}

/**
 * Starts a command and keeps account of it until it has ended.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { group?: boolean }} [options] `group`: the command gets a process group
 *   of its own, which is ended as a whole; without it the command shares our terminal and its Ctrl-C.
 */
export function start(command, args, options = {}) {
  const { group = false, ...rest } = options;
  const child = spawn(command, args, { ...rest, detached: group && process.platform !== 'win32' });
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  /** @type {Running} */
  const entry = { child, group: group && process.platform !== 'win32', ended };
  running.add(entry);
  void ended.then(() => running.delete(entry));
  return child;
}

/** @param {Running} entry @param {NodeJS.Signals} signal */
function send(entry, signal) {
  const { pid } = entry.child;
  if (pid === undefined) {
    return;
  }
  try {
    process.kill(entry.group ? -pid : pid, signal);
  } catch (error) {
    // It ended between our looking and our sending.
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') {
      throw error;
    }
  }
}

/** @param {readonly Running[]} entries */
async function stopEntries(entries) {
  entries.forEach((entry) => send(entry, 'SIGTERM'));
  const timer = setTimeout(() => entries.forEach((entry) => send(entry, 'SIGKILL')), GRACE);
  await Promise.all(entries.map((entry) => entry.ended));
  clearTimeout(timer);
}

/** Ends everything that was started and is still running: first politely, then by force. Resolves when all of it is gone. */
export const stopAll = () => stopEntries([...running]);

/** Ends one child, and its group where it has one. @param {import('node:child_process').ChildProcess} child */
export const stop = (child) => stopEntries([...running].filter((entry) => entry.child === child));

let stopping = false;

/** Whether a signal is ending us; what fails from then on is not worth a message. */
export const isStopping = () => stopping;

/** How often it is looked whether our parent is still there, in milliseconds: no event tells. */
const PARENT_CHECK = 500;

/**
 * Makes Ctrl-C, SIGTERM and SIGHUP end all children before this process, and makes an ending process take them along.
 *
 * @param {{ parent: boolean }} options `parent`: the end of our parent is our end too. npm passes a SIGTERM on to its shell only,
 *   and the shell to nobody.
 */
export function endChildrenWithUs({ parent }) {
  /** @param {number} code */
  const end = (code) => {
    if (!stopping) {
      stopping = true;
      void stopAll().finally(() => process.exit(code));
    }
  };
  for (const [signal, code] of /** @type {const} */ ([['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]])) {
    process.on(signal, () => end(code));
  }
  if (parent) {
    const { ppid } = process;
    setInterval(() => process.ppid !== ppid && end(143), PARENT_CHECK).unref();
  }
  process.on('exit', () => running.forEach((entry) => send(entry, 'SIGKILL')));
}

/**
 * Runs a command to its end without showing what it prints, unless it fails.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<string>} what it wrote on stdout
 * @throws {CommandError} with the last lines of its output
 */
export function runQuietly(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = start(command, args, { ...options, group: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let all = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      all += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => (all += text));
    child.once('error', (error) => reject(new CommandError(`Could not start ${command}: ${error.message}`, '', 1)));
    child.once('close', (code, signal) => {
      if (code === 0) {
        resolve(stdout);
      } else {
        const how = signal ? `was ended by ${signal}` : `failed with exit code ${code}`;
        reject(new CommandError(`\`${[command, ...args].join(' ')}\` ${how}.`, all.trimEnd().split('\n').slice(-40).join('\n'), code ?? 1));
      }
    });
  });
}

/**
 * Runs a command with our own terminal.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>} its exit code; 128 and the signal's number where a signal ended it
 */
export function runInTerminal(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = start(command, args, { ...options, stdio: 'inherit' });
    child.once('error', (error) => reject(new CommandError(`Could not start ${command}: ${error.message}`, '', 1)));
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : signal === 'SIGKILL' ? 137 : 143)));
  });
}
