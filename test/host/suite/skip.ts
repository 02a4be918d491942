import type { Context, Runnable, Suite, Test } from 'mocha';

const reasons = new WeakMap<Runnable | Suite, string>();

/** Skips the test, or in a hook all tests of its suite, and says why: `skip(this, 'the web host has no terminal')`. */
export function skip(context: Context, reason: string): never {
  const runnable = context.test;
  const inHook = context.currentTest !== undefined || /^"(before|after)/.test(runnable?.title ?? '');
  const target = inHook ? runnable?.parent : runnable;
  if (target) {
    reasons.set(target, reason);
  }
  return context.skip();
}

/** Why a pending test is pending. */
export function reasonOf(test: Test): string | undefined {
  const own = reasons.get(test);
  if (own !== undefined) {
    return own;
  }
  for (let suite = test.parent; suite; suite = suite.parent) {
    const reason = reasons.get(suite);
    if (reason !== undefined) {
      return reason;
    }
  }
  return undefined;
}
