import type { Position, Range } from '../../catalog/entity';
import type { CatalogQuery } from '../../catalog/query';
import type { KindSchemas } from '../kindSchemas';
import type { ParsedText } from '../parsedText';
import type { SourceText } from '../sourceText';
import type { CompletionList } from '../completionItem';
import { type EntityLens, lensesIn } from './codeLenses';
import { completePaths, type FolderEntry } from './completePaths';
import { type FileLink, linksIn } from './documentLinks';
import { type FileSymbol, symbolsIn } from './documentSymbols';
import { entityAt } from './entityAt';
import { type EntityUse, findReferences, type ReferencePorts } from './findReferences';
import { type Folding, foldingsIn } from './foldings';
import { type RefHint, refHintsIn } from './inlayHints';
import { prepareRename, renameEntity, type EntityRename, type RenameTarget } from './rename';
import { selectionsAt } from './selections';

/** What these features ask of their host. */
export interface FeaturePorts {
  /** What a file holds, unsaved changes included; `undefined` where there is none. */
  readonly readText: (uri: string, signal: AbortSignal) => Promise<string | undefined>;
  /** The Backstage location of a file. */
  readonly locationOf: (uri: string) => string | undefined;
  readonly warn: (message: string, error: unknown) => void;
  /** The entries of a folder; none where there is no such folder. */
  readonly listFolder: (uri: string, signal: AbortSignal) => Promise<readonly FolderEntry[]>;
  /** The folder that paths of a file may not leave, without a slash at its end. */
  readonly rootOf: (uri: string) => string | undefined;
}

/** What can be done with entities in a file beside checking and completing it. Positions count from 0. */
export interface EntityFeatures {
  /** All that names the entity at a position, its declaration among it; `undefined` where none is named. Rejects only with `cancelled`. */
  references(source: SourceText, position: Position, signal: AbortSignal): Promise<readonly EntityUse[] | undefined>;
  /** Throws `PortalError('invalid')` with the reason where the entity at the position cannot be renamed from here. */
  prepareRename(source: SourceText, position: Position): RenameTarget | undefined;
  /** Rejects with `PortalError('invalid')` where that cannot be, with `cancelled` once the signal is aborted. */
  rename(source: SourceText, position: Position, newName: string, signal: AbortSignal): Promise<EntityRename | undefined>;
  /** Paths, where the position is in one; `undefined` elsewhere. Rejects only with `cancelled`, or as `listFolder` does. */
  completePaths(source: SourceText, position: Position, signal: AbortSignal): Promise<CompletionList | undefined>;
  symbols(source: SourceText): readonly FileSymbol[];
  links(source: SourceText): readonly FileLink[];
  lenses(source: SourceText): readonly EntityLens[];
  hints(source: SourceText, range: Range): readonly RefHint[];
  foldings(source: SourceText): readonly Folding[];
  /** From the word to the document, each larger than the one before. */
  selections(source: SourceText, position: Position): readonly Range[];
}

export interface FeatureScope {
  readonly parsed: ParsedText;
  readonly schemas: KindSchemas;
  readonly graph: CatalogQuery;
}

const GITHUB = 'https://github.com';

export function createEntityFeatures(scopeOf: (source: SourceText) => FeatureScope, { readText, locationOf, warn, listFolder, rootOf }: Partial<FeaturePorts>): EntityFeatures {
  const referencePorts = ({ graph, schemas }: FeatureScope): ReferencePorts => ({ graph, schemas, readText: readText ?? (() => Promise.resolve(undefined)), warn: warn ?? (() => undefined) });
  return {
    async references(source, position, signal) {
      const scope = scopeOf(source);
      const mention = entityAt(scope.parsed, position, scope.schemas);
      return mention && findReferences(mention.full, scope.parsed, referencePorts(scope), signal);
    },
    prepareRename: (source, position) => {
      const scope = scopeOf(source);
      return prepareRename(scope.parsed, position, scope);
    },
    rename: (source, position, newName, signal) => {
      const scope = scopeOf(source);
      return renameEntity(scope.parsed, position, newName, referencePorts(scope), signal);
    },
    completePaths: (source, position, signal) =>
      completePaths(scopeOf(source).parsed, position, { listFolder: listFolder ?? (() => Promise.resolve([])), rootOf: rootOf ?? (() => undefined), locationOf: locationOf ?? (() => undefined) }, signal),
    symbols: (source) => symbolsIn(scopeOf(source).parsed),
    links: (source) => linksIn({ ...scopeOf(source), host: /^https?:\/\/[^/]+/.exec(locationOf?.(source.uri) ?? '')?.[0] ?? GITHUB }),
    lenses: (source) => {
      const { parsed, graph } = scopeOf(source);
      return lensesIn(parsed, graph);
    },
    hints: (source, range) => {
      const { parsed, schemas } = scopeOf(source);
      return refHintsIn(parsed, range, schemas);
    },
    foldings: (source) => foldingsIn(scopeOf(source).parsed),
    selections: (source, position) => selectionsAt(scopeOf(source).parsed, position),
  };
}
