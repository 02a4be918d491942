import type { Path } from '../outlineNode';
import type { DocumentText } from '../parsedText';

/** What a path in an entity leads to. */
export interface PathField {
  /** `location`: catalog files; `docs`: a folder with an mkdocs.yml; the others name the placeholder. */
  readonly type: 'text' | 'json' | 'yaml' | 'location' | 'docs' | 'folder';
  /** What stands before the path: `dir:`. */
  readonly prefix: string;
}

const ANNOTATIONS: Readonly<Record<string, PathField>> = {
  'backstage.io/techdocs-ref': { type: 'docs', prefix: 'dir:' },
  'backstage.io/adr-location': { type: 'folder', prefix: '' },
};
const PLACEHOLDERS: Readonly<Record<string, PathField>> = {
  $text: { type: 'text', prefix: '' },
  $json: { type: 'json', prefix: '' },
  $yaml: { type: 'yaml', prefix: '' },
};

/** Whether a value is a path, relative to its file, and to what; `undefined` where it is none. */
export function pathFieldOf({ kind }: Pick<DocumentText, 'kind'>, path: Path): PathField | undefined {
  const [first, second, third] = path;
  const last = path.at(-1);
  if (typeof last === 'string' && Object.hasOwn(PLACEHOLDERS, last)) {
    return PLACEHOLDERS[last];
  }
  if (first === 'metadata' && second === 'annotations' && typeof third === 'string' && Object.hasOwn(ANNOTATIONS, third)) {
    return ANNOTATIONS[third];
  }
  const isTarget = first === 'spec' && (second === 'target' ? path.length === 2 : second === 'targets' && path.length === 3);
  return isTarget && kind?.toLowerCase() === 'location' ? { type: 'location', prefix: '' } : undefined;
}

/** The URI that a relative path means in a file; `undefined` for addresses and what is no path. */
export function resolvePath(text: string, uri: string): string | undefined {
  if (text === '' || /^[a-z][a-z0-9+.-]*:/i.test(text) || text.startsWith('//')) {
    return undefined;
  }
  try {
    return new URL(text.replaceAll('#', '%23').replaceAll('?', '%3F'), uri).href;
  } catch {
    // An untitled file lies nowhere.
    return undefined;
  }
}
