import { holds, LINT_CHECKS, TYPE_CHECKS, type Check } from '../lib/checks';
import type { Failure } from './outcome';
import type { Phase } from './phase';

function toPhase(name: string, title: string, checks: readonly Check[]): Phase {
  return {
    name,
    title,
    run: async () => {
      const failures: Failure[] = [];
      for (const check of checks) {
        const held = await holds(check);
        console.log(`  ${held ? '✓' : '✗'} ${check.name}`);
        if (!held) {
          failures.push({ name: check.name, message: `\`${check.command} ${check.args.join(' ')}\` found what stands above.` });
        }
      }
      return { passed: checks.length - failures.length, failures, skipped: [] };
    },
  };
}

export const typesPhase = toPhase('types', 'Types', TYPE_CHECKS);
export const lintPhase = toPhase('lint', 'Lint and layers', LINT_CHECKS);
