import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { compareTechdocs, hasGoldenPages } from './techdocs';
import { compareBackend, missingBackend } from './backendParity';
import { compareCatalog } from './catalogParity';
import { compareExpressions } from './expressions';
import { hasExpected, type Parity } from './expected';
import { compareConfigs, hasGoldenConfigs } from './techdocsConfig';
import { compareTemplates, templateNames } from './templates';
import { compareValidate } from './validateParity';

const USAGE = `Usage: npm run parity -- validate DIR [--model]
       npm run parity -- catalog DIR
       npm run parity -- backend DIR [--model]
       npm run parity -- techdocs DIR
       npm run parity -- expressions FILE
       npm run parity -- templates DIR

Compares stagedoor with what real Backstage said of the catalogs in DIR (repositories.json, a folder a repository, and
expected/validate: the verdict on every document, or expected/process: the entities and their relations). Prints each difference and
"N of M equal". --model compares with the verdicts of the newer catalog model. backend
runs the real catalog backend that STAGEDOOR_ORACLE names on any folder, and says how long both took. With techdocs, DIR holds pages and what the real TechDocs made
of them (cases/index.json) and of sites (config/NAME/expected.json). With expressions, FILE holds renderings of template expressions and what the real engine made of them. With templates, DIR holds folders
with a template, values and what the real scaffolder's dry run came to (NAME/template, values.json, expected.json).
`;

/** One entry a subject: whether a folder is of its form, and the comparison. */
const SUBJECTS: Readonly<Record<string, { accepts(folder: string): boolean; compare(folder: string, options: readonly string[]): Promise<Parity> }>> = {
  backend: {
    accepts: existsSync,
    compare: async (folder, options) => {
      const parity = await compareBackend(folder, options);
      console.log(`Backstage: ${parity.backend} ms from ingestion to the last entity. Stagedoor: ${Math.round(parity.stagedoor)} ms.`);
      return parity;
    },
  },
  catalog: { accepts: (folder) => hasExpected(folder, 'process'), compare: compareCatalog },
  validate: { accepts: (folder) => hasExpected(folder, 'validate'), compare: (folder, options) => compareValidate(folder, options.includes('--model')) },
  expressions: { accepts: existsSync, compare: compareExpressions },
  templates: { accepts: (folder) => templateNames(folder).length > 0, compare: compareTemplates },
  techdocs: { accepts: (folder) => hasGoldenPages(folder) || hasGoldenConfigs(folder), compare: compareDocs },
};

/** The pages and the site configurations of a folder, as far as it holds them. */
async function compareDocs(folder: string): Promise<Parity> {
  const pages = hasGoldenPages(folder) ? await compareTechdocs(folder) : { total: 0, differences: [] };
  const configs = hasGoldenConfigs(folder) ? await compareConfigs(folder) : { total: 0, differences: [] };
  return { total: pages.total + configs.total, differences: [...pages.differences, ...configs.differences] };
}

/** @returns 0 where all is equal, 1 where something differs, 2 on wrong usage */
export async function main(args: string[]): Promise<number> {
  const [name = '', folder, ...others] = args.filter((arg) => arg !== '--model');
  const subject = SUBJECTS[name];
  if (!subject || folder === undefined || others.length > 0) {
    process.stderr.write(USAGE);
    return 2;
  }
  // npm runs scripts in the package's folder and tells where it was called.
  const corpus = resolve(process.env['INIT_CWD'] ?? process.cwd(), folder);
  const missing = name === 'backend' ? missingBackend() : undefined;
  if (missing !== undefined) {
    process.stderr.write(`${missing}\n`);
    return 2;
  }
  if (!subject.accepts(corpus)) {
    process.stderr.write(`${folder} does not hold what ${name} is compared with.\n\n${USAGE}`);
    return 2;
  }
  const { total, differences } = await subject.compare(corpus, args);
  for (const difference of differences) {
    console.log(difference);
  }
  console.log(`${total - differences.length} of ${total} equal`);
  return differences.length > 0 ? 1 : 0;
}
