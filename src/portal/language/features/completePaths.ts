import { throwIfCancelled } from '../../base/cancellation';
import { isWithin, dirName } from '../../base/uri';
import type { Position } from '../../catalog/entity';
import { COMPLETION_LIMIT, sortKey, toYamlScalar, type CompletionItem, type CompletionList } from '../completionItem';
import { contextAt, type CursorContext } from '../cursorContext';
import { moveRange } from '../outlineNode';
import { documentAt, type ParsedText } from '../parsedText';
import { isEntityDocument } from '../recognize';
import { pathFieldOf, resolvePath, type PathField } from './pathFields';

/** What a folder holds. */
export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

export interface PathPorts {
  /** The entries of a folder; none where there is no such folder. */
  readonly listFolder: (uri: string, signal: AbortSignal) => Promise<readonly FolderEntry[]>;
  /** The folder that paths of a file may not leave, without a slash at its end: the repository, or what is open. */
  readonly rootOf: (uri: string) => string | undefined;
  readonly locationOf: (uri: string) => string | undefined;
}

const LEFT_OUT = new Set(['.git', 'node_modules']);
const ENDINGS: Readonly<Record<PathField['type'], RegExp>> = { text: /./, json: /\.json$/i, yaml: /\.ya?ml$/i, location: /\.ya?ml$/i, docs: /^$/, folder: /^$/ };
/** Folders that are looked into for an mkdocs.yml. */
const MOST_FOLDERS = 60;

/** Paths for a placeholder, a target of a Location or the docs of an entity; `undefined` where the position is in none. Rejects only with `cancelled`. */
export async function completePaths(parsed: ParsedText, position: Position, ports: PathPorts, signal: AbortSignal): Promise<CompletionList | undefined> {
  const placed = documentAt(parsed, position.line);
  if (!placed || !isEntityDocument(parsed.source.uri, placed.document)) {
    return undefined;
  }
  const { document, startLine } = placed;
  const cursor = contextAt(document.lines, document.outline, { line: position.line - startLine, character: position.character });
  const path = cursor && (cursor.value?.ownLine === true && cursor.path.at(-1) === 'targets' ? [...cursor.path, 0] : cursor.path);
  const field = cursor?.value && !cursor.continues ? pathFieldOf(document, path ?? []) : undefined;
  if (!cursor || !field) {
    return undefined;
  }
  const isDash = cursor.value?.ownLine === true && typeof path?.at(-1) === 'number' && path !== cursor.path;
  const offers = await offersFor(field, cursor.token.prefix, parsed.source.uri, ports, signal);
  const items = offers.slice(0, COMPLETION_LIMIT).map((offer, index) => toItem(offer, index, cursor, isDash, startLine));
  return { items, isIncomplete: true };
}

interface PathOffer {
  readonly text: string;
  readonly isFolder: boolean;
  readonly detail?: string;
}

async function offersFor(field: PathField, written: string, uri: string, ports: PathPorts, signal: AbortSignal): Promise<readonly PathOffer[]> {
  if (field.type === 'docs' && !written.startsWith(field.prefix)) {
    return docsOffers(uri, ports, signal);
  }
  const typed = written.slice(field.prefix.length);
  const slash = typed.lastIndexOf('/');
  const folder = typed.slice(0, slash + 1);
  const entries = await list(folder === '' ? './' : folder, uri, ports, signal);
  const before = field.prefix + (folder === '' ? (field.type === 'folder' ? '' : './') : folder);
  return entries
    .filter(({ name, isFolder }) => isFolder || ENDINGS[field.type].test(name))
    .map(({ name, isFolder }) => ({ text: `${before}${name}${isFolder ? '/' : ''}`, isFolder }));
}

/** Folders of docs, by their mkdocs.yml: this one first, then those below it. */
async function docsOffers(uri: string, ports: PathPorts, signal: AbortSignal): Promise<readonly PathOffer[]> {
  const here = await list('./', uri, ports, signal);
  const folders = here.filter(({ isFolder }) => isFolder).slice(0, MOST_FOLDERS);
  const withDocs = await Promise.all(folders.map(async ({ name }) => ((await list(`./${name}/`, uri, ports, signal)).some(isMkdocs) ? [name] : [])));
  const location = ports.locationOf(uri);
  const tree = location !== undefined && /^https?:/.test(location) ? location.replace('/blob/', '/tree/').replace(/\/[^/]*$/, '/') : undefined;
  return [
    { text: 'dir:.', isFolder: false, detail: here.some(isMkdocs) ? 'mkdocs.yml beside this file' : 'no mkdocs.yml beside this file' },
    ...withDocs.flat().map((name) => ({ text: `dir:./${name}`, isFolder: false, detail: `${name}/mkdocs.yml` })),
    ...(tree === undefined ? [] : [{ text: `url:${tree}`, isFolder: false, detail: 'this folder on the web' }]),
  ];
}

function isMkdocs({ name }: FolderEntry): boolean {
  return /^mkdocs\.ya?ml$/.test(name);
}

async function list(folder: string, uri: string, { listFolder, rootOf }: PathPorts, signal: AbortSignal): Promise<readonly FolderEntry[]> {
  const target = resolvePath(folder, uri);
  const root = rootOf(uri) ?? dirName(uri).replace(/\/$/, '');
  if (target === undefined || !isWithin(target.replace(/\/$/, ''), root)) {
    return [];
  }
  const entries = await listFolder(target, signal);
  throwIfCancelled(signal);
  const visible = entries.filter(({ name }) => !LEFT_OUT.has(name));
  return visible.sort((a, b) => Number(a.isFolder) - Number(b.isFolder) || (a.name < b.name ? -1 : 1));
}

function toItem({ text, isFolder, detail }: PathOffer, index: number, { token, flow, value }: CursorContext, isDash: boolean, startLine: number): CompletionItem {
  const lead = isDash ? '- ' : value?.needsSpace === true ? ' ' : '';
  return {
    label: text,
    kind: isFolder ? 'folder' : 'file',
    insertText: lead + (token.quote ? text : toYamlScalar(text, flow)),
    snippet: false,
    range: moveRange(token.range, startLine),
    sortText: sortKey(0, index),
    ...(detail === undefined ? {} : { detail }),
    ...(isFolder ? { suggestAgain: true } : {}),
  };
}
