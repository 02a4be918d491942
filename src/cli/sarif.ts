import { version } from '../../package.json';
import { hashText } from '../portal/base/hash';
import { explanationOf, factsOf } from '../portal/language/diagnostics/problemCatalogue';
import type { LanguageSeverity } from '../portal/language/diagnostics/problemFacts';
import type { FileFinding } from './validateFindings';

const LEVELS = { error: 'error', warning: 'warning', information: 'note', hint: 'note' } as const satisfies Record<LanguageSeverity, string>;

/**
 * A SARIF 2.1.0 log, as GitHub code scanning takes it: paths relative to the root of the repository, lines and columns from 1,
 * and fingerprints that stay when lines move.
 */
export function toSarif(findings: readonly FileFinding[]): string {
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  const rules = codes.map((code) => {
    const { title, severity, class: of } = factsOf(code);
    return {
      id: code,
      name: toRuleName(code),
      shortDescription: { text: title },
      helpUri: explanationOf(code),
      help: { text: `${title}. ${explanationOf(code)}`, markdown: `${title}. [What it means and how to mend it](${explanationOf(code)})` },
      defaultConfiguration: { level: LEVELS[severity] },
      properties: { tags: ['backstage', of] },
    };
  });
  const seen = new Map<string, number>();
  const results = findings.map((finding) => {
    const { code, severity, message, path, ref, range } = finding;
    const print = hashText([code, path, ref ?? '', message].join('\0'));
    const count = (seen.get(print) ?? 0) + 1;
    seen.set(print, count);
    return {
      ruleId: code,
      ruleIndex: codes.indexOf(code),
      level: LEVELS[severity],
      message: { text: message },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' },
            region: { startLine: range.start.line + 1, startColumn: range.start.character + 1, endLine: range.end.line + 1, endColumn: range.end.character + 1 },
          },
          ...(ref !== undefined && { logicalLocations: [{ fullyQualifiedName: ref, kind: 'resource' }] }),
        },
      ],
      partialFingerprints: { 'stagedoorProblem/v1': `${print}:${count}` },
    };
  });
  const driver = { name: 'Stagedoor', version, informationUri: 'https://github.com/stagedoor/stagedoor', rules };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** `reference/dangling` becomes `ReferenceDangling`. */
function toRuleName(code: string): string {
  return code.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
}
