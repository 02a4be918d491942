/** What of the dialect a site may set, after TechDocs has filtered it; the defaults are those of mkdocs-techdocs-core 1.7.0. */
export interface DialectOptions {
  /** `///` blocks in place of `!!!`, `???` and `===` (`use_pymdownx_blocks`). */
  readonly blocks: boolean;
  readonly captions: boolean;
  readonly toc: TocOptions;
  readonly highlight: HighlightOptions;
  readonly customFences: readonly CustomFence[];
  readonly tasklist: { readonly customCheckbox: boolean; readonly clickableCheckbox: boolean };
  /** Names of smart symbols that are switched off. */
  readonly symbolsOff: ReadonlySet<string>;
  /** `++ctrl+c++`; `undefined` where they are not switched on. */
  readonly keys: KeysOptions | undefined;
  /** Each line break is one in the page (`nl2br`). */
  readonly lineBreaks: boolean;
}

export interface TocOptions {
  /** The text of the link at each heading; `true` is a pilcrow. */
  readonly permalink: boolean | string;
  readonly permalinkClass: string;
  readonly permalinkTitle: string;
  readonly anchorLink: boolean;
  readonly marker: string;
  readonly title: string;
  readonly separator: string;
  readonly unicodeSlugs: boolean;
  readonly baseLevel: number;
  readonly top: number;
  readonly bottom: number;
}

export interface HighlightOptions {
  /** `undefined`: only where a fence asks for them. */
  readonly lineNumbers: boolean | undefined;
  readonly style: 'table' | 'inline' | 'pymdownx-inline';
  readonly anchorLineNumbers: boolean;
  readonly autoTitle: boolean;
}

export interface KeysOptions {
  readonly separator: string;
  /** Whether all keys stand in a `kbd` of their own. */
  readonly strict: boolean;
  readonly className: string;
  readonly camelCase: boolean;
  /** Keys that the site names, by their names. */
  readonly further: ReadonlyMap<string, string>;
}

export interface CustomFence {
  readonly name: string;
  readonly className: string;
}

export const DEFAULT_OPTIONS: DialectOptions = {
  blocks: false,
  captions: false,
  toc: {
    permalink: true,
    permalinkClass: 'headerlink',
    permalinkTitle: 'Permanent link',
    anchorLink: false,
    marker: '[TOC]',
    title: '',
    separator: '-',
    unicodeSlugs: false,
    baseLevel: 1,
    top: 1,
    bottom: 6,
  },
  highlight: { lineNumbers: true, style: 'table', anchorLineNumbers: false, autoTitle: false },
  customFences: [],
  tasklist: { customCheckbox: true, clickableCheckbox: false },
  symbolsOff: new Set(),
  keys: undefined,
  lineBreaks: false,
};
