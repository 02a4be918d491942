import { DEFAULT_OPTIONS, type CustomFence, type DialectOptions, type HighlightOptions, type KeysOptions, type TocOptions } from '../dialect/options';

type Settings = Readonly<Record<string, unknown>>;

/**
 * What a site sets of the dialect. The user's options are merged over those of TechDocs; those of betterem and snippets
 * are not his to set. Source: mkdocs-techdocs-core 1.7.0.
 * @param plugins the value of `plugins`
 * @param extensions the value of `markdown_extensions`
 */
export function readDialect(plugins: unknown, extensions: unknown): DialectOptions {
  const settings = readExtensions(extensions);
  const of = (name: string): Settings => settings.get(name) ?? settings.get(`markdown.extensions.${name}`) ?? {};
  const tasklist = of('pymdownx.tasklist');
  const symbols = of('pymdownx.smartsymbols');
  const dialect: DialectOptions = {
    ...DEFAULT_OPTIONS,
    blocks: usesBlocks(plugins),
    captions: settings.has('pymdownx.blocks.caption'),
    toc: readToc(of('toc')),
    highlight: readHighlight(of('pymdownx.highlight')),
    customFences: readFences({ ...settingsOf(of('pymdownx.extra')['pymdownx.superfences']), ...of('pymdownx.superfences') }),
    tasklist: {
      customCheckbox: toFlag(tasklist['custom_checkbox'], true),
      clickableCheckbox: toFlag(tasklist['clickable_checkbox'], false),
    },
    symbolsOff: new Set(Object.keys(symbols).filter((name) => symbols[name] === false)),
    keys: settings.has('pymdownx.keys') ? readKeys(of('pymdownx.keys')) : undefined,
    lineBreaks: settings.has('nl2br') || settings.has('markdown.extensions.nl2br'),
  };
  // A site that sets nothing shares the options, and what is made ready for them.
  return settings.size === 0 && !dialect.blocks ? DEFAULT_OPTIONS : dialect;
}

/** A list of names and of `name: options`, or a map of these. */
function readExtensions(value: unknown): ReadonlyMap<string, Settings> {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
  return new Map(
    entries.flatMap((entry) => (typeof entry === 'string' ? [[entry, {}] as const] : Object.entries(settingsOf(entry)).map(([name, options]) => [name, settingsOf(options)] as const))),
  );
}

function readToc(options: Settings): TocOptions {
  const { toc } = DEFAULT_OPTIONS;
  const permalink = options['permalink'];
  const [top, bottom] = readDepth(options['toc_depth']);
  return {
    permalink: typeof permalink === 'string' || typeof permalink === 'boolean' ? permalink : toc.permalink,
    permalinkClass: toText(options['permalink_class'], toc.permalinkClass),
    permalinkTitle: toText(options['permalink_title'], toc.permalinkTitle),
    anchorLink: toFlag(options['anchorlink'], toc.anchorLink),
    marker: toText(options['marker'], toc.marker),
    title: toText(options['title'], toc.title),
    separator: toText(options['separator'], toc.separator),
    // The one function TechDocs lets a site name: `pymdownx.slugs.slugify`, which keeps letters of any script.
    unicodeSlugs: options['slugify'] !== undefined,
    baseLevel: Number(options['baselevel'] ?? toc.baseLevel) || toc.baseLevel,
    top,
    bottom,
  };
}

/** `3`, or `2-4`. */
function readDepth(value: unknown): readonly [number, number] {
  const [, top, bottom] = /^(?:(\d)-)?(\d)$/.exec(typeof value === 'number' || typeof value === 'string' ? String(value) : '') ?? [];
  return [Number(top ?? 1), Number(bottom ?? 6)];
}

function readHighlight(options: Settings): HighlightOptions {
  const { highlight } = DEFAULT_OPTIONS;
  const numbers = 'linenums' in options ? options['linenums'] : highlight.lineNumbers;
  const style = options['linenums_style'];
  return {
    lineNumbers: typeof numbers === 'boolean' ? numbers : undefined,
    style: style === 'inline' || style === 'pymdownx-inline' ? style : 'table',
    anchorLineNumbers: toFlag(options['anchor_linenums'], highlight.anchorLineNumbers),
    autoTitle: toFlag(options['auto_title'], highlight.autoTitle),
  };
}

function readKeys(options: Settings): KeysOptions {
  return {
    separator: toText(options['separator'], '+'),
    strict: toFlag(options['strict'], false),
    className: toText(options['class'], 'keys'),
    camelCase: toFlag(options['camel_case'], false),
    further: new Map(Object.entries(settingsOf(options['key_map'])).flatMap(([name, label]) => (typeof label === 'string' ? [[name, label] as const] : []))),
  };
}

function readFences(options: Settings): readonly CustomFence[] {
  const fences: readonly unknown[] = Array.isArray(options['custom_fences']) ? options['custom_fences'] : [];
  return fences.flatMap((fence) => {
    const { name, class: className } = settingsOf(fence);
    return typeof name === 'string' && typeof className === 'string' ? [{ name, className }] : [];
  });
}

/** `use_pymdownx_blocks` of techdocs-core takes `///` blocks in place of `!!!`, `???` and `===`. */
function usesBlocks(plugins: unknown): boolean {
  const entries: readonly unknown[] = Array.isArray(plugins) ? plugins : [plugins];
  return entries.some((entry) => settingsOf(settingsOf(entry)['techdocs-core'])['use_pymdownx_blocks'] === true);
}

function settingsOf(value: unknown): Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function toFlag(value: unknown, otherwise: boolean): boolean {
  return typeof value === 'boolean' ? value : otherwise;
}

function toText(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}
