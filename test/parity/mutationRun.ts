import { checkText } from '../../src/portal/catalog/checking/checkText';
import { createTestService, diagnose, READ } from '../portal/language/testCatalog';
import { MUTATIONS } from './mutations';

export interface MutationScore {
  readonly total: number;
  /** Mutations that were not flagged on their line: file, document, kind of mutation. */
  readonly missed: readonly string[];
  /** Kinds of mutation that found something to break. */
  readonly used: ReadonlySet<string>;
}

/** The documents of a text that are valid by themselves. */
function validDocuments(text: string): readonly string[] {
  return text.split(/^---.*$/m).filter((document) => {
    const [checked, ...others] = checkText(document).documents;
    return others.length === 0 && checked?.valid === true && !document.includes('{{');
  });
}

/**
 * Breaks each document in each way, and looks for a problem of the class `refused` on the broken line.
 * @param takes whether a mutation of a document is tried
 */
export function scoreMutations(files: readonly { readonly name: string; readonly text: string }[], takes: (mutation: string) => boolean = () => true): MutationScore {
  const missed: string[] = [];
  const used = new Set<string>();
  let total = 0;
  for (const { name, text } of files) {
    for (const [index, document] of validDocuments(text).entries()) {
      for (const [mutation, mutate] of Object.entries(MUTATIONS)) {
        const mutated = takes(mutation) ? mutate(document) : undefined;
        if (!mutated) {
          continue;
        }
        total += 1;
        used.add(mutation);
        const problems = diagnose(createTestService({ status: { ...READ, loading: true } }), { uri: 'file:///shop/catalog-info.yaml', version: 1, text: mutated.text });
        if (!problems.some(({ class: of, range }) => of === 'refused' && range.start.line <= mutated.line && range.end.line >= mutated.line)) {
          missed.push(`${name}#${index} ${mutation}`);
        }
      }
    }
  }
  return { total, missed, used };
}
