import type { PortalError } from '../../base/errors';
import type { Slices } from '../../base/pause';
import type { CatalogShard } from '../catalogRecord';
import type { CheckedFile } from '../checkedFile';
import { locationUrl, pathInRepository } from '../locationTargets';
import type { LocationRef } from '../locations/locationRef';
import { judgementKey } from '../model/modelInForce';
import type { CatalogRepository, RepositoryFile } from '../organizationReader';
import { toFileProblem, toShard } from '../toShard';
import type { SourceContext } from './catalogSource';
import { readByHost, type ReaderOf } from './hostReader';
import { admitShard, isKeptOut } from './ruleGate';

/** A file that was read, and where it belongs. */
export interface PendingFile {
  /** What it goes with: the repository, or the location, by which it was found. */
  readonly owner: string;
  readonly repository: CatalogRepository;
  readonly file: RepositoryFile;
  /** What was registered, and led here. */
  readonly origin: LocationRef;
}

export interface CheckedEntry extends Omit<PendingFile, 'file'> {
  readonly path: string;
  readonly shard: CatalogShard;
  /** Nothing of it comes in, so that a Location that points to it fails. */
  readonly refused: boolean;
  /** Whether the store has it so already. */
  readonly isKnown: boolean;
}

/** Checks files that changed, with the targets of all their placeholders read together. */
export class FileCheck {
  readonly #source: string;
  readonly #context: SourceContext;
  readonly #readerOf: ReaderOf;

  constructor(source: string, context: SourceContext, readerOf: ReaderOf) {
    this.#source = source;
    this.#context = context;
    this.#readerOf = readerOf;
  }

  /** What a file is kept under: its content, and the rules and the model it was judged by. */
  versionOf(blob: string): string {
    const { rules, model } = this.#context.policy();
    return judgementKey(blob, rules?.key, model.key);
  }

  isKnown(uri: string, blob: string): boolean {
    const shard = this.#context.store.shard(uri);
    return shard?.version === this.versionOf(blob) && shard.reads.length === 0;
  }

  async check(files: readonly PendingFile[], slices: Slices, signal: AbortSignal): Promise<{ readonly entries: readonly CheckedEntry[]; readonly error: PortalError | undefined }> {
    const { checkCatalogFile, placeholdersOf } = await import('../fileChecker');
    const { store, policy } = this.#context;
    const pending: (PendingFile & { readonly reads: readonly string[] })[] = [];
    for (const entry of files) {
      await slices.turn();
      const { file, repository } = entry;
      const reads = file.text === undefined || this.isKnown(file.uri, file.blob) ? [] : await placeholdersOf(file.text, locationUrl(repository.info, file.path), slices);
      pending.push({ ...entry, reads });
    }
    const { texts, error } = await this.#readPlaceholders(pending, signal);
    const entries: CheckedEntry[] = [];
    for (const { owner, file, repository, origin, reads } of pending) {
      await slices.turn();
      const before = store.shard(file.uri);
      const entry = { owner, repository, origin, path: file.path };
      if (before && this.isKnown(file.uri, file.blob)) {
        entries.push({ ...entry, shard: before, refused: isKeptOut(before), isKnown: true });
        continue;
      }
      const location = locationUrl(repository.info, file.path);
      const facts = { uri: file.uri, source: this.#source, version: this.versionOf(file.blob), location, repository: repository.info };
      if (file.text === undefined) {
        const refusal: CheckedFile = { documents: [], problems: [toFileProblem('file/unreadable', 'error', file.unreadable ?? `${file.path} could not be read.`)] };
        entries.push({ ...entry, shard: toShard(facts, refusal, true, before), refused: true, isKnown: false });
        continue;
      }
      const { checked, refused } = await checkCatalogFile({ path: file.path, content: file.text, location, skeletonFolders: [], model: policy().model.settings }, (url) => Promise.resolve(texts.get(url)), slices);
      const shard = admitShard(toShard(facts, checked, refused, before, { reads, follows: before?.follows ?? [] }), policy().rules, origin);
      entries.push({ ...entry, shard, refused: refused || isKeptOut(shard), isKnown: false });
    }
    return { entries, error };
  }

  async #readPlaceholders(files: readonly (PendingFile & { readonly reads: readonly string[] })[], signal: AbortSignal): Promise<{ readonly texts: ReadonlyMap<string, string | null>; readonly error: PortalError | undefined }> {
    const wanted = files.flatMap(({ repository, reads }) => reads.flatMap((url) => {
      const path = pathInRepository(url, repository.info);
      return path === undefined ? [] : [{ repository, url, path }];
    }));
    const read = await readByHost(wanted, this.#readerOf, signal);
    const texts = new Map<string, string | null>();
    for (const entry of wanted) {
      const file = read.fileOf(entry);
      if (file === null || file?.text !== undefined) {
        texts.set(entry.url, file?.text ?? null);
      }
    }
    return { texts, error: read.error };
  }
}
