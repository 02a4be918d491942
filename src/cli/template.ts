import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { messageOf } from '../portal/base/errors';
import { evaluateCases, type ExpressionCase } from '../portal/scaffolder/expressions/evaluateCases';
import { UsageError, type Command, type Terminal } from './command';
import { runTemplate } from './template/runTemplate';
import { testTemplates } from './template/testTemplates';

const USAGE = `Usage: stagedoor template run DIR --values FILE --out OUT [--dry-run]
       stagedoor template test DIR [--junit FILE] [--update]
       stagedoor template eval CASES.json

Runs Backstage templates (scaffolder.backstage.io/v1beta3) and evaluates their expressions, with the engine Backstage itself renders with.

  run DIR          runs the steps of the template in DIR and leaves the tree in OUT, which must be empty or not there. Prints
                   {ok, steps: [{id, action, status, input, output}], output, error}
    --values FILE  the values of its form, as JSON or YAML; they are checked as Backstage checks them
    --dry-run      changes nothing elsewhere: actions without dry runs are skipped and their outputs made up, as in Backstage
    --no-check     takes values that do not fit the form
                   Secrets are read out of STAGEDOOR_SECRETS, a JSON object of texts.

  test DIR         runs the tests beside the templates in DIR (NAME.stagedoor-test.yaml) and says how much of each they reach
    --junit FILE   writes the outcomes as JUnit's XML too
    --update       writes the snapshots that tests compare with
  eval CASES.json  a list of {name, mode, template or input, context, options?}; mode is "file" (a file of a skeleton),
                   "input" (a step's input) or "if" (a step's condition). Prints [{name, result or error}].
`;

/** Templates in the terminal. */
export const templateCommand: Command = {
  name: 'template',
  summary: 'run and test templates, and evaluate their expressions',
  usage: USAGE,
  run: async (args, terminal) => {
    const [task, file, ...others] = args;
    if (task === 'run') {
      return runTemplate(args.slice(1), terminal);
    }
    if (task === 'test') {
      return testTemplates(args.slice(1), terminal);
    }
    if (task !== 'eval' || file === undefined || others.length > 0) {
      throw new UsageError(task === undefined ? 'say what to do with templates.' : task === 'eval' ? 'eval takes one file of cases.' : `there is no "${task}".`);
    }
    return evaluate(file, terminal);
  },
};

async function evaluate(file: string, terminal: Terminal): Promise<number> {
  let cases: readonly ExpressionCase[];
  try {
    cases = readCases(JSON.parse(await readFile(resolve(terminal.cwd, file), 'utf8')));
  } catch (error) {
    terminal.writeError(`stagedoor template: ${file} could not be read: ${messageOf(error)}\n`);
    return 1;
  }
  terminal.write(`${JSON.stringify(evaluateCases(cases), undefined, 1)}\n`);
  return 0;
}

function readCases(value: unknown): readonly ExpressionCase[] {
  if (!Array.isArray(value) || !value.every(isCase)) {
    throw new Error('it is no list of cases, each with a name, a mode ("file", "input" or "if") and a context.');
  }
  return value;
}

function isCase(value: unknown): value is ExpressionCase {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'mode' in value &&
    ['file', 'input', 'if'].includes(String(value.mode)) &&
    'context' in value &&
    typeof value.context === 'object'
  );
}
