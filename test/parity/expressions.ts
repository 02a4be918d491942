import { readFile } from 'node:fs/promises';
import { evaluateCases, type ExpressionCase } from '../../src/portal/scaffolder/expressions/evaluateCases';

interface RecordedCase extends ExpressionCase {
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** Compares renderings with what the real engine made of them. @param file in the form of `expressions.json` */
export async function compareExpressions(file: string): Promise<{ readonly total: number; readonly differences: readonly string[] }> {
  const cases = JSON.parse(await readFile(file, 'utf8')) as readonly RecordedCase[];
  const ours = evaluateCases(cases);
  const differences = cases.flatMap((recorded, i) => {
    const mine = ours[i];
    const [expected, actual] = [JSON.stringify(recorded.error ? { error: recorded.error.message } : { result: recorded.result }), JSON.stringify(mine?.error ? { error: mine.error.message } : { result: mine?.result })];
    return expected === actual ? [] : [`${recorded.name}: expected ${expected}, ours ${actual}`];
  });
  return { total: cases.length, differences };
}
