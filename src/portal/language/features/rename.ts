import { PortalError } from '../../base/errors';
import type { Position, Range } from '../../catalog/entity';
import { NAME_FORMAT } from '../../catalog/checking/fieldFormats';
import { stringifyEntityRef } from '../../catalog/entityRef';
import type { CatalogQuery } from '../../catalog/query';
import { toYamlScalar } from '../completionItem';
import type { ParsedText } from '../parsedText';
import { declaredRef, entityAt, type EntityMention } from './entityAt';
import { findReferences, isLocal, type EntityUse, type ReferencePorts } from './findReferences';

/** What would be renamed: the name alone, without kind and namespace. */
export interface RenameTarget {
  readonly range: Range;
  readonly name: string;
}

export interface RenameEdit {
  readonly uri: string;
  readonly range: Range;
  readonly newText: string;
  /** Why somebody should look at it first; `undefined` where it cannot be meant otherwise. */
  readonly doubt: string | undefined;
}

export interface EntityRename {
  /** As it was: `component:default/payment-service`. */
  readonly full: string;
  readonly edits: readonly RenameEdit[];
  /** Repositories (`owner/name`) that go on naming it as it was, as they are not in the workspace. */
  readonly outside: readonly string[];
}

/** @returns `undefined` where no entity is named. Throws `PortalError('invalid')` with the reason where it cannot be renamed from here. */
export function prepareRename(parsed: ParsedText, position: Position, ports: Pick<ReferencePorts, 'graph' | 'schemas'>): RenameTarget | undefined {
  const mention = entityAt(parsed, position, ports.schemas);
  if (!mention) {
    return undefined;
  }
  refuseUnlessLocal(mention, parsed, ports.graph);
  return { range: nameRange(mention), name: mention.ref.name };
}

/**
 * What gives an entity another name: where it is declared and in every ref of the workspace, each as short as it was.
 * Rejects with `PortalError('invalid')` where it cannot be done, with `cancelled` once the signal is aborted.
 */
export async function renameEntity(parsed: ParsedText, position: Position, newName: string, ports: ReferencePorts, signal: AbortSignal): Promise<EntityRename | undefined> {
  const mention = entityAt(parsed, position, ports.schemas);
  if (!mention) {
    return undefined;
  }
  const { graph } = ports;
  refuseUnlessLocal(mention, parsed, graph);
  if (!NAME_FORMAT.accepts(newName)) {
    throw new PortalError('invalid', `"${newName}" is no name of an entity: letters and digits, with -, _ and . between them, 63 characters at most.`);
  }
  const renamed = stringifyEntityRef({ ...mention.ref, name: newName });
  const taken = renamed === mention.full ? undefined : graph.get(renamed);
  if (taken || (renamed !== mention.full && declares(parsed, renamed))) {
    throw new PortalError('invalid', `${renamed} exists already${taken ? `, in ${taken.origin.uri}` : ', in this file'}. Choose another name.`);
  }
  const uses = await findReferences(mention.full, parsed, ports, signal);
  const edits = uses.flatMap((use) => toEdit(use, newName));
  const outside = [...new Set(uses.flatMap(({ repository }) => repository ?? []))].sort();
  return { full: mention.full, edits, outside };
}

function toEdit({ uri, mention, repository }: EntityUse, newName: string): readonly RenameEdit[] {
  if (!mention || repository !== undefined) {
    return [];
  }
  const isWhole = mention.text === mention.ref.name;
  return [
    {
      uri,
      range: nameRange(mention),
      newText: isWhole && !mention.quoted ? toYamlScalar(newName, true) : newName,
      doubt: mention.inAnnotation ? 'In an annotation, which a tool reads and not the catalog' : undefined,
    },
  ];
}

/** Of a ref the part behind kind and namespace. */
function nameRange({ text, range, ref }: EntityMention): Range {
  const at = text.trimEnd().length - ref.name.length;
  return range.start.line === range.end.line && at > 0 ? { start: { line: range.start.line, character: range.start.character + at }, end: { line: range.start.line, character: range.start.character + at + ref.name.length } } : range;
}

function refuseUnlessLocal({ full, isDeclaration }: EntityMention, parsed: ParsedText, graph: CatalogQuery): void {
  const known = graph.get(full);
  const isHere = isDeclaration || declares(parsed, full);
  if (isHere ? /^stagedoor-github:/.test(parsed.source.uri) : known && !isLocal(known)) {
    const repository = known?.origin.repository;
    const where = repository ? `in ${repository.owner}/${repository.name} on ${repository.host.replace(/^https?:\/\//, '')}` : known && known.origin.source !== 'workspace' ? `outside of this workspace (${known.origin.source})` : 'outside of this workspace';
    throw new PortalError('invalid', `${full} is defined ${where}, so it cannot be renamed from here. Open a checkout of it in this window first.`);
  }
  if (!isHere && !known) {
    throw new PortalError('invalid', `The catalog has no ${full}, so there is nothing to rename. To name another entity here, change the text itself.`);
  }
}

function declares(parsed: ParsedText, full: string): boolean {
  return parsed.documents.some(({ document }) => {
    const ref = declaredRef(document);
    return ref !== undefined && stringifyEntityRef(ref) === full;
  });
}
