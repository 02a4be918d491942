import type { Env } from 'markdown-it';

export interface TocEntry {
  readonly id: string;
  readonly title: string;
  /** 1 to 6. */
  readonly level: number;
  /** Line of the heading, from 0. */
  readonly line: number;
}

/** What the rules gather and need while one page is rendered. A new one for each rendering. */
export interface PageContext {
  /** Line of the file on which the text that is parsed begins: front matter has been cut off. */
  readonly firstLine: number;
  /** What is written out for a link or picture of the source; the identity where links are resolved later. */
  readonly toHref: (href: string) => string;
  readonly toc: TocEntry[];
  /** Ids that are taken on the page. */
  readonly ids: Set<string>;
  /** Sets of content tabs so far; their ids count from 1. */
  tabSets: number;
  /** Whether blocks carry `data-line`. */
  readonly withLines: boolean;
}

const KEY = Symbol('page');

export function toEnv(context: PageContext): Env {
  return { [KEY]: context };
}

export function contextOf(env: Env | undefined): PageContext {
  const context = env?.[KEY];
  if (typeof context !== 'object' || context === null) {
    throw new Error('Markdown of a page is rendered with a page context');
  }
  return context as PageContext;
}
