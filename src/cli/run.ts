import { version } from '../../package.json';
import { messageOf } from '../portal/base/errors';
import type { Command, Terminal } from './command';
import { UsageError } from './command';
import { catalogCommand } from './catalog';
import { docsCommand } from './docs';
import { scanCommand } from './scan';
import { templateCommand } from './template';
import { validateCommand } from './validate';

const COMMANDS: readonly Command[] = [catalogCommand, docsCommand, scanCommand, templateCommand, validateCommand];
const WRONG_USAGE = 2;

function toUsage(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  const list = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `Usage: stagedoor COMMAND [OPTION…]

A developer portal in the manner of Backstage, in a terminal.

Commands:
${list.join('\n')}

Options:
  --help     this text; after a command, what there is to know of it
  --version  the version

Exit codes: 0 all is well, 1 something is not, 2 wrong usage.
`;
}

/** Runs the command that `args` name. @returns the exit code: 0, 1 (something is wrong with what was looked at), 2 (wrong usage) */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  if (name === '--version' || name === '-v') {
    terminal.write(`${version}\n`);
    return 0;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    terminal.write(toUsage());
    return 0;
  }
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (!command) {
    terminal.writeError(name === undefined ? toUsage() : `stagedoor: there is no command "${name}".\n\n${toUsage()}`);
    return WRONG_USAGE;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    terminal.write(command.usage);
    return 0;
  }
  try {
    return await command.run(rest, terminal);
  } catch (error) {
    if (!(error instanceof UsageError)) {
      throw error;
    }
    terminal.writeError(`stagedoor ${command.name}: ${messageOf(error)}\nTry: stagedoor ${command.name} --help\n`);
    return WRONG_USAGE;
  }
}
