import type { Range } from '../../../../src/portal/catalog/entity';
import type { LanguageProblem } from '../../../../src/portal/language/diagnostics/languageProblem';
import { CATALOG_URI, createTestService, diagnose } from '../testCatalog';

/** Takes the marks out of a text: `«marked»` for a range. */
export function withMarks(marked: string): { readonly text: string; readonly ranges: readonly Range[] } {
  const ranges: Range[] = [];
  let text = '';
  let start = { line: 0, character: 0 };
  for (const part of marked.split(/([«»])/)) {
    const lines = text.split('\n');
    const at = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
    if (part === '«') {
      start = at;
    } else if (part === '»') {
      ranges.push({ start, end: at });
    } else {
      text += part;
    }
  }
  return { text, ranges };
}

export type Ports = Parameters<typeof createTestService>[0] & { readonly uri?: string };

/** What is found in a text, marks taken out. */
export function findIn(marked: string, { uri = CATALOG_URI, ...ports }: Ports = {}): { readonly text: string; readonly ranges: readonly Range[]; readonly problems: readonly LanguageProblem[] } {
  const { text, ranges } = withMarks(marked);
  return { text, ranges, problems: diagnose(createTestService(ports), { uri, version: 1, text }) };
}
