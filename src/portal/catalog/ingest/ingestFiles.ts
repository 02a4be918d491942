import type { CheckedDocument, CheckedFile } from '../checkedFile';
import type { CatalogModel } from '../checking/catalogModel';
import { checkDecodedFile, type PlaceholderReader } from '../checking/checkFile';
import type { DecodedFile } from '../checking/decodeFile';
import type { ParsedFile } from '../checking/parsedFile';
import { parseFile } from '../checking/parsedFile';
import { refusesFile } from '../checking/refusal';
import type { RepositoryInfo } from '../entity';
import { locationUrl } from '../locationTargets';

/** The files of a repository, by path from its root, with `/`. */
export interface RepositoryFiles {
  /** All that there are, in the order in which they are looked at. */
  readonly paths: readonly string[];
  /** @returns `undefined` where there is no such file; with `parsed` where it has been parsed already */
  read(path: string): Promise<{ readonly decoded: DecodedFile; readonly parsed?: ParsedFile } | undefined>;
}

/** A file of a repository as the catalog sees it. */
export interface IngestedFile {
  readonly path: string;
  /** Its address on the web. */
  readonly url: string;
  readonly parsed: ParsedFile;
  readonly checked: CheckedFile;
  /** The document that keeps all of the file out, or `file` where it cannot be read at all; `undefined` where nothing does. */
  readonly refusedBy: CheckedDocument | 'file' | undefined;
}

export interface CheckContext {
  readonly files: RepositoryFiles;
  readonly repository: RepositoryInfo;
  readonly model: CatalogModel;
  readonly readPlaceholder: PlaceholderReader;
}

/** Reads and checks the files that are asked for, each once. */
export class IngestFiles {
  readonly #context: CheckContext;
  readonly #files = new Map<string, Promise<IngestedFile | undefined>>();

  constructor(context: CheckContext) {
    this.#context = context;
  }

  /** @returns `undefined` where there is no such file */
  get(path: string): Promise<IngestedFile | undefined> {
    const known = this.#files.get(path) ?? this.#check(path);
    this.#files.set(path, known);
    return known;
  }

  /** All that were asked for and are there. */
  async all(): Promise<readonly IngestedFile[]> {
    return (await Promise.all(this.#files.values())).filter((file) => file !== undefined);
  }

  async #check(path: string): Promise<IngestedFile | undefined> {
    const { files, repository, model, readPlaceholder } = this.#context;
    const file = await files.read(path);
    if (!file) {
      return undefined;
    }
    const { decoded } = file;
    const url = locationUrl(repository, path.split('/').map(encodeURIComponent).join('/'));
    const parsed = file.parsed ?? parseFile(decoded.text);
    const checked = await checkDecodedFile(decoded, parsed, { location: url, model, emitted: true }, readPlaceholder);
    const refusedBy = checked.problems.some(({ severity }) => severity === 'error')
      ? 'file'
      : checked.documents.find((document) => refusesFile(document, parsed.documents[document.index]?.value));
    return { path, url, parsed, checked, refusedBy };
  }
}
