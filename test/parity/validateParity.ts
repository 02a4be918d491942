// Compares `stagedoor validate` with what real Backstage said of a corpus: a folder with repositories.json, a folder for each
// repository and expected/validate/<name>.json.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Parity, readRepositories, type Repository, runStagedoor } from './expected';

interface Verdict {
  readonly valid: boolean | null;
  readonly stage?: string;
}

interface ExpectedDocument extends Verdict {
  readonly file: string;
  readonly index: number;
  readonly kind?: unknown;
  readonly ref?: string;
  readonly messages?: readonly string[];
  readonly skeleton?: boolean;
  /** The verdict of the newer catalog model, where it is another one. */
  readonly model?: Verdict & { readonly messages?: readonly string[] };
}

interface ReportedDocument extends Verdict {
  readonly index: number;
  readonly kind?: string;
  readonly ref?: string;
}

/** Files that only a network could have read decide nothing; their documents are expected to be undecided. */
function isUnread(messages: readonly string[] | undefined, { repository, branch }: Repository): boolean {
  const url = /could not read location .*offline, not found: (\S+)$/.exec(messages?.[0] ?? '')?.[1];
  return url !== undefined && !['blob', 'tree', 'raw', 'edit'].some((view) => url.startsWith(`${repository}/${view}/${branch}/`));
}

function toExpected(document: ExpectedDocument, repository: Repository, model: boolean) {
  const { valid, stage, messages } = { messages: document.messages, ...(model && document.model ? { stage: undefined, messages: undefined, ...document.model } : document) };
  const { kind, ref } = document;
  // What is no text is no kind; it is shown as it is there and left out here.
  return { kind: typeof kind === 'string' ? kind : undefined, ref, valid: isUnread(messages, repository) ? null : valid, stage };
}

async function validate(folder: string, { repository, branch }: Repository, model: boolean): Promise<Map<string, ReportedDocument>> {
  const output = await runStagedoor(['validate', '--format', 'json', '--repository', repository, '--branch', branch, ...(model ? ['--model'] : []), folder], folder);
  const files = JSON.parse(output) as { file: string; documents: ReportedDocument[] }[];
  return new Map(files.flatMap(({ file, documents }) => documents.map((document) => [`${file}#${document.index}`, document])));
}

/** @param corpus absolute path */
export async function compareValidate(corpus: string, model = false): Promise<Parity> {
  const differences: string[] = [];
  let total = 0;
  for (const repository of readRepositories(corpus)) {
    const { documents } = JSON.parse(readFileSync(join(corpus, 'expected/validate', `${repository.name}.json`), 'utf8')) as { documents: ExpectedDocument[] };
    const reported = await validate(join(corpus, repository.name), repository, model);
    for (const document of documents) {
      const id = `${document.file}#${document.index}`;
      const found = reported.get(id);
      reported.delete(id);
      if (!found && document.skeleton) {
        continue;
      }
      total++;
      const expected = toExpected(document, repository, model);
      const ours = found && { kind: found.kind, ref: found.ref, valid: found.valid, stage: found.stage };
      if (JSON.stringify(ours) !== JSON.stringify(expected)) {
        differences.push(`${repository.name} ${id}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(ours) ?? 'nothing'}`);
      }
    }
    for (const id of reported.keys()) {
      differences.push(`${repository.name} ${id}: not expected`);
      total++;
    }
  }
  return { total, differences };
}
