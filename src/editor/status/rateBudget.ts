import type { RateState } from '../../portal/github/rateBudget';

/** A GitHub as the status bar sees it. */
export interface BudgetHost {
  /** `https://github.com` */
  readonly web: string;
  readonly states: readonly RateState[];
  /** When work in the background goes on, in ms since the epoch; absent where it may now. */
  readonly pausedUntil?: number | undefined;
  /** Organizations of which GitHub leaves something out until the session is authorized for their single sign-on. */
  readonly withheld: number;
}

/** When the item is shown: `auto` where the budget is low or work pauses. */
export type BudgetMode = 'auto' | 'always' | 'never';

export interface BudgetDisplay {
  /** With the icons of the editor: `$(github) 1,204`. */
  readonly text: string;
  /** For screen readers. */
  readonly label: string;
  /** Markdown. */
  readonly tooltip: string;
  readonly isPaused: boolean;
}

/** Below this part of a limit the budget matters. */
const LOW = 0.25;

const ORDER = ['core', 'graphql', 'search', 'code_search'];

/** REST and GraphQL first. */
export function inOrder(states: readonly RateState[]): readonly RateState[] {
  const rank = ({ resource }: RateState): number => (ORDER.includes(resource) ? ORDER.indexOf(resource) : ORDER.length);
  return [...states].sort((a, b) => rank(a) - rank(b));
}

const NAMES: Readonly<Record<string, string>> = { core: 'REST', graphql: 'GraphQL', search: 'Search', code_search: 'Code search' };

export interface BudgetWords {
  readonly now: number;
  /** In the user's clock and language. */
  readonly timeOf: (milliseconds: number) => string;
  readonly numberOf: (value: number) => string;
}

export function nameOfResource(resource: string): string {
  return NAMES[resource] ?? resource;
}

export function nameOfHost(web: string): string {
  return web.replace(/^https?:\/\//, '');
}

/** `1,204 of 5,000 left, full again at 14:05` */
export function describeState({ limit, remaining, resetAt }: RateState, { now, timeOf, numberOf }: BudgetWords): string {
  return resetAt <= now ? `${numberOf(limit)} of ${numberOf(limit)} left` : `${numberOf(remaining)} of ${numberOf(limit)} left, full again at ${timeOf(resetAt)}`;
}

/** @returns `undefined` where there is nothing to show */
export function toBudgetDisplay(hosts: readonly BudgetHost[], mode: BudgetMode, words: BudgetWords): BudgetDisplay | undefined {
  const { now, timeOf, numberOf } = words;
  const paused = hosts.flatMap(({ pausedUntil }) => (pausedUntil !== undefined && pausedUntil > now ? [pausedUntil] : []));
  const running = hosts.flatMap(({ states }) => states).filter(({ resource, limit, resetAt }) => limit > 0 && resetAt > now && (resource === 'core' || resource === 'graphql'));
  const least = running.sort((a, b) => a.remaining / a.limit - b.remaining / b.limit)[0];
  const matters = paused.length > 0 || (least !== undefined && least.remaining / least.limit < LOW);
  if (mode === 'never' || (mode === 'auto' && !matters) || (least === undefined && paused.length === 0)) {
    return undefined;
  }
  const tooltip = toTooltip(hosts, words);
  if (paused.length > 0) {
    const until = timeOf(Math.min(...paused));
    return { text: `$(debug-pause) GitHub until ${until}`, label: `Reading GitHub pauses until ${until}`, tooltip, isPaused: true };
  }
  const left = numberOf(least?.remaining ?? 0);
  return { text: `$(github) ${left}`, label: `${left} requests to GitHub left until ${timeOf(least?.resetAt ?? now)}`, tooltip, isPaused: false };
}

function toTooltip(hosts: readonly BudgetHost[], words: BudgetWords): string {
  const told = hosts.filter(({ states, pausedUntil }) => states.length > 0 || pausedUntil !== undefined);
  const blocks = told.map(({ web, states, pausedUntil, withheld }) => {
    const lines = inOrder(states).map((state) => `- ${nameOfResource(state.resource)}: ${describeState(state, words)}`);
    const pauses = pausedUntil !== undefined && pausedUntil > words.now ? [`\nReading pauses until ${words.timeOf(pausedUntil)} and goes on by itself, so that your other tools can still use GitHub.`] : [];
    const hidden = withheld > 0 ? [`\n${withheld === 1 ? 'One organization wants' : `${withheld} organizations want`} your session authorized for single sign-on.`] : [];
    return [`**${nameOfHost(web)}**\n`, ...lines, ...pauses, ...hidden].join('\n');
  });
  return ['What GitHub’s rate limits leave to your account, all your tools together', ...blocks].join('\n\n');
}
