import type { Range } from '../../catalog/entity';
import { stringifyEntityRef } from '../../catalog/entityRef';
import { isPattern } from '../../catalog/locationTargets';
import type { CatalogQuery } from '../../catalog/query';
import type { KindSchemas } from '../kindSchemas';
import { moveRange, pathOf, scalarOf, type OutlineNode } from '../outlineNode';
import type { DocumentText, ParsedText } from '../parsedText';
import { isEntityDocument } from '../recognize';
import { refsIn } from '../references';
import { pathFieldOf, resolvePath } from './pathFields';

/** What a place of a file leads to. */
export interface FileLink {
  readonly range: Range;
  /** URI of a file, in which `line` and `character` count from 0, or an address. */
  readonly target: string;
  readonly position?: { readonly line: number; readonly character: number };
  readonly tooltip: string;
}

export interface LinkScope {
  readonly parsed: ParsedText;
  readonly schemas: KindSchemas;
  readonly graph: CatalogQuery;
  /** Of the git host the file lives on: `https://github.com`. */
  readonly host: string;
}

/** Annotations that name something on a git host, with its path there. `#` is the first part of the value, `@` the second. */
const SLUGS: Readonly<Record<string, readonly [pattern: RegExp, path: string, what: string]>> = {
  'github.com/project-slug': [/^([\w.-]+)\/([\w.-]+)$/, '/#/@', 'repository'],
  'github.com/team-slug': [/^([\w.-]+)\/([\w.-]+)$/, '/orgs/#/teams/@', 'team'],
  'github.com/user-login': [/^([\w-]+)$/, '/#', 'user'],
};

/** What can be followed from a file: refs to where the entity is written down, addresses, paths, repositories. */
export function linksIn(scope: LinkScope): readonly FileLink[] {
  const { parsed } = scope;
  return parsed.documents.flatMap(({ document, startLine }) => {
    if (!isEntityDocument(parsed.source.uri, document)) {
      return [];
    }
    const links: FileLink[] = refLinks(document, scope);
    const visit = (node: OutlineNode): void => {
      const link = linkOf(node, document, scope);
      if (link) {
        links.push(link);
      }
      node.children.forEach(visit);
    };
    document.outline.root.children.forEach(visit);
    return links.map((link) => ({ ...link, range: moveRange(link.range, startLine) }));
  });
}

function refLinks(document: DocumentText, { schemas, graph }: LinkScope): FileLink[] {
  return refsIn(document, schemas).flatMap(({ ref, range }): FileLink[] => {
    const known = ref && graph.get(stringifyEntityRef(ref));
    return known ? [{ range, target: known.origin.uri, position: known.origin.position, tooltip: `Open the definition of ${known.ref}` }] : [];
  });
}

function linkOf(node: OutlineNode, document: DocumentText, { parsed, host }: LinkScope): FileLink | undefined {
  const text = scalarOf(node);
  if (text === undefined || !node.value || text.includes('{{')) {
    return undefined;
  }
  const { range } = node.value;
  const address = /^(?:url:)?(https?:\/\/\S+)$/.exec(text)?.[1];
  if (address !== undefined) {
    return { range: afterPrefix(range, text.length - address.length), target: address, tooltip: 'Open in the browser' };
  }
  const path = pathOf(node);
  const slug = slugLink(path.length === 3 && path[0] === 'metadata' && path[1] === 'annotations' ? String(path[2]) : '', text, host);
  if (slug) {
    return { range, ...slug };
  }
  const field = pathFieldOf(document, path);
  if (!field || !text.startsWith(field.prefix) || isPattern(text)) {
    return undefined;
  }
  const written = text.slice(field.prefix.length);
  // A folder of docs is known by its mkdocs.yml.
  const target = resolvePath(field.type === 'docs' ? `${written.replace(/\/?$/, '/')}mkdocs.yml` : written, parsed.source.uri);
  return target === undefined || field.type === 'folder' ? undefined : { range: afterPrefix(range, field.prefix.length), target, tooltip: field.type === 'docs' ? 'Open the mkdocs.yml of these docs' : 'Open the file' };
}

function slugLink(annotation: string, text: string, host: string): Pick<FileLink, 'target' | 'tooltip'> | undefined {
  const [pattern, path, what] = Object.hasOwn(SLUGS, annotation) ? (SLUGS[annotation] ?? []) : [];
  const match = pattern?.exec(text);
  return match && path !== undefined ? { target: host + path.replace('#', match[1] ?? '').replace('@', match[2] ?? ''), tooltip: `Open the ${what} in the browser` } : undefined;
}

function afterPrefix({ start, end }: Range, length: number): Range {
  return { start: { line: start.line, character: start.character + length }, end };
}
