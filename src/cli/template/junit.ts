/** How a test went. */
export interface TestOutcome {
  readonly file: string;
  readonly name: string;
  readonly milliseconds: number;
  /** Empty where it passes. */
  readonly problems: readonly string[];
}

/** The outcomes as CI systems read them: JUnit's XML, a suite a file. */
export function toJunit(outcomes: readonly TestOutcome[]): string {
  const files = [...new Set(outcomes.map(({ file }) => file))];
  const suites = files.map((file) => {
    const own = outcomes.filter((outcome) => outcome.file === file);
    const cases = own.map(({ name, milliseconds, problems }) => {
      const head = `    <testcase classname="${escape(file)}" name="${escape(name)}" time="${(milliseconds / 1000).toFixed(3)}"`;
      return problems.length === 0 ? `${head}/>` : `${head}>\n      <failure message="${escape(problems[0] ?? '')}">${escape(problems.join('\n'))}</failure>\n    </testcase>`;
    });
    return `  <testsuite name="${escape(file)}" tests="${own.length}" failures="${own.filter(({ problems }) => problems.length > 0).length}">\n${cases.join('\n')}\n  </testsuite>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('\n')}\n</testsuites>\n`;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escape(text: string): string {
  // XML has no place for most control characters, whatever one does.
  return Array.from(text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign)).filter((sign) => sign >= ' ' || sign === '\n' || sign === '\t').join('');
}
