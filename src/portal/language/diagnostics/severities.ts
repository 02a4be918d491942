import type { LanguageProblem } from './languageProblem';
import { isFamily, isListed } from './problemCatalogue';
import type { LanguageProblemClass, LanguageSeverity } from './problemFacts';

/** Severities that somebody chose, by code, by the part of a code before the slash, or by class. */
export type Severities = ReadonlyMap<string, LanguageSeverity | 'off'>;

export const CLASSES: readonly LanguageProblemClass[] = ['refused', 'fails-when-run', 'dangling', 'advice'];
const CHOICES: readonly (LanguageSeverity | 'off')[] = ['error', 'warning', 'information', 'hint', 'off'];
export const NO_SEVERITIES: Severities = new Map();

/**
 * Reads `{"reference/dangling": "error", "annotation": "off", "advice": "hint"}`.
 * @returns what can be used of it, and what is wrong with the rest
 */
export function readSeverities(setting: unknown): { readonly severities: Severities; readonly mistakes: readonly string[] } {
  if (setting === undefined || setting === null) {
    return { severities: NO_SEVERITIES, mistakes: [] };
  }
  if (typeof setting !== 'object' || Array.isArray(setting)) {
    return { severities: NO_SEVERITIES, mistakes: ['it must be an object of codes and severities'] };
  }
  const severities = new Map<string, LanguageSeverity | 'off'>();
  const mistakes: string[] = [];
  for (const [name, chosen] of Object.entries<unknown>({ ...setting })) {
    const severity = CHOICES.find((choice) => choice === chosen);
    if (!severity) {
      mistakes.push(`${name} is ${JSON.stringify(chosen)}, and must be one of ${CHOICES.join(', ')}`);
    } else if (!namesProblems(name)) {
      mistakes.push(`${name} is neither a code nor a class of problems`);
    } else {
      severities.set(name.replace(/\/\*$/, ''), severity);
    }
  }
  return { severities, mistakes };
}

/** Whether a name stands for problems: a code, the part of codes before the slash, with or without a star, or a class. */
export function namesProblems(name: string): boolean {
  return CLASSES.some((known) => known === name) || isListed(name) || isFamily(name.replace(/\/\*$/, ''));
}

/** Whether a name stands for a problem. */
export function covers(name: string, { code, class: of }: Pick<LanguageProblem, 'code' | 'class'>): boolean {
  const plain = name.replace(/\/\*$/, '');
  return plain === code || plain === of || code.startsWith(`${plain}/`);
}

/** The problem as somebody wants to see it, the most exact choice first; `undefined` where it is off. */
export function withSeverity(problem: LanguageProblem, severities: Severities): LanguageProblem | undefined {
  const chosen = severities.get(problem.code) ?? severities.get(problem.code.replace(/\/.*$/, '')) ?? severities.get(problem.class);
  return chosen === 'off' ? undefined : chosen === undefined || chosen === problem.severity ? problem : { ...problem, severity: chosen };
}
