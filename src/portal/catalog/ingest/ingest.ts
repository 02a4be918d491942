import { compare } from '../catalogRecord';
import type { CheckedDocument } from '../checkedFile';
import type { Entity, Position, Relation } from '../entity';
import type { DocumentProblem } from '../problem';
import { type LocationRef, stringifyLocationRef } from '../locations/locationRef';
import { locationsIn } from '../locations/locationsIn';
import { type CatalogRules, toNotAllowedMessage } from '../rules/catalogRules';
import { IngestFiles, type CheckContext, type IngestedFile } from './ingestFiles';
import { readLocation } from './readLocation';

export interface IngestOptions extends CheckContext {
  /** Paths of the files that are locations of their own. */
  readonly registered: readonly string[];
  readonly rules: CatalogRules;
}

/** An entity that would be in the catalog. */
export interface IngestedEntity {
  readonly ref: string;
  readonly entity: Entity;
  /** In both directions, each once, sorted by type and target. Targets may dangle. */
  readonly relations: readonly Relation[];
  readonly path: string;
  readonly position: Position;
}

export interface IngestProblem extends DocumentProblem {
  readonly path: string;
  /** Of the entity it is about, where it is about one. */
  readonly ref: string | undefined;
}

export interface Ingestion {
  /** By ref. */
  readonly entities: readonly IngestedEntity[];
  /** By path and position. */
  readonly problems: readonly IngestProblem[];
}

/**
 * What a Backstage arrives at that has been told of some files of a repository, and nothing else: each file is read, its
 * entities are taken in one by one, and what Locations among them point to is read in its turn.
 * Source: plugin-catalog-backend 4.0.0 (DefaultCatalogProcessingOrchestrator, DefaultProcessingDatabase, performStitching).
 * Which of several files keeps a ref that each of them defines is up to chance there; here it is the first.
 */
export async function ingest(options: IngestOptions): Promise<Ingestion> {
  const run = new Run(options);
  await run.register();
  await run.process();
  return run.result();
}

/** A document that has a ref for itself. */
interface Claim {
  readonly ref: string;
  readonly file: IngestedFile;
  readonly document: CheckedDocument;
  readonly origin: LocationRef;
}

class Run {
  readonly #options: IngestOptions;
  readonly #files: IngestFiles;
  readonly #claims = new Map<string, Claim>();
  readonly #queue: Claim[] = [];
  readonly #accepted = new Map<string, Claim>();
  readonly #problems: IngestProblem[] = [];
  /** Files and documents whose problems have been told. */
  readonly #told = new Set<string>();

  constructor(options: IngestOptions) {
    this.#options = options;
    this.#files = new IngestFiles(options);
  }

  async register(): Promise<void> {
    for (const path of this.#options.registered) {
      const file = await this.#files.get(path);
      if (!file) {
        continue;
      }
      const origin = { type: 'url', target: file.url };
      const refused = file.refusedBy !== undefined || this.#refuseByRules(file, origin, origin);
      if (!refused) {
        this.#emit([file], origin, undefined);
      }
    }
  }

  /** Takes in claimed documents until Locations bring no more. */
  async process(): Promise<void> {
    for (let claim = this.#queue.shift(); claim; claim = this.#queue.shift()) {
      const { document, ref } = claim;
      if (this.#claims.get(ref) !== claim || document.valid !== true || !document.entity) {
        continue;
      }
      if (document.entity.kind !== 'Location' || (await this.#follow(claim))) {
        this.#accepted.set(ref, claim);
      }
    }
  }

  async result(): Promise<Ingestion> {
    for (const file of await this.#files.all()) {
      this.#tellOf(file);
    }
    const relations = new Map<string, Map<string, Relation>>([...this.#accepted.keys()].map((ref) => [ref, new Map()]));
    const add = (ref: string, type: string, targetRef: string): void => {
      relations.get(ref)?.set(`${type} ${targetRef}`, { type, targetRef });
    };
    for (const [ref, { document }] of this.#accepted) {
      for (const { type, inverse, targetRef } of document.relations) {
        add(ref, type, targetRef);
        if (inverse !== '') {
          add(targetRef, inverse, ref);
        }
      }
    }
    const entities = [...this.#accepted.values()].flatMap(({ ref, file, document: { entity, position } }) => {
      const own = [...(relations.get(ref)?.values() ?? [])].sort((a, b) => compare(a.type, b.type) || compare(a.targetRef, b.targetRef));
      return entity ? [{ ref, entity, relations: own, path: file.path, position }] : [];
    });
    return {
      entities: entities.sort((a, b) => compare(a.ref, b.ref)),
      problems: this.#problems.sort((a, b) => compare(a.path, b.path) || a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character || compare(a.code, b.code)),
    };
  }

  /** @returns whether all that the Location points to could be read and may come in */
  async #follow(claim: Claim): Promise<boolean> {
    const { file, document, origin, ref } = claim;
    const [location] = locationsIn({ documents: [document], problems: [] }, file.parsed, file.path, this.#options.repository);
    const { files, problems } = location ? await readLocation(location, this.#options.files.paths, this.#files) : { files: [], problems: [] };
    problems.forEach((problem) => this.#tell(file, ref, problem));
    const place = { type: 'url', target: file.url };
    const refused = files.map((target) => this.#refuseByRules(target, place, origin, { claim }));
    if (problems.length > 0 || refused.includes(true)) {
      return false;
    }
    this.#emit(files, origin, ref);
    return true;
  }

  /** Claims the refs of all documents of files. @param parent the Location that read them: what it emits of itself is ignored */
  #emit(files: readonly IngestedFile[], origin: LocationRef, parent: string | undefined): void {
    for (const file of files) {
      for (const document of file.checked.documents) {
        const { ref } = document;
        if (ref !== undefined && ref !== parent) {
          this.#claim({ ref, file, document, origin });
        }
      }
    }
  }

  #claim(claim: Claim): void {
    const holder = this.#claims.get(claim.ref);
    if (!holder) {
      this.#take(claim);
    } else if (holder.file.path !== claim.file.path) {
      this.#tellOfConflict(claim, holder);
    } else if (holder.document.index < claim.document.index) {
      // Of two in one file the later one replaces the earlier.
      this.#take(claim);
      this.#tellOfConflict(holder, claim);
    }
  }

  #take(claim: Claim): void {
    this.#claims.set(claim.ref, claim);
    this.#queue.push(claim);
  }

  /** @param via the Location that read the file, where one did: it fails with it */
  #refuseByRules(file: IngestedFile, place: LocationRef, origin: LocationRef, via?: { readonly claim: Claim }): boolean {
    const { documents } = file.checked;
    const foreign = documents.filter((document) => {
      const value = file.parsed.documents[document.index]?.value;
      return document.ref !== undefined && !this.#options.rules.isAllowed(typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}, origin);
    });
    for (const { ref = '', position } of foreign) {
      const message = toNotAllowedMessage(ref, stringifyLocationRef(place), stringifyLocationRef(origin));
      const others = documents.length - 1;
      const rest = via ? ' The Location that reads it fails with all of its targets.' : others > 0 ? ` Nothing of this file comes into the catalog, its ${others} other ${others === 1 ? 'entity' : 'entities'} neither.` : '';
      this.#tell(file, ref, { code: 'rules/not-allowed', severity: 'error', message: `${message}.${rest}`, range: { start: position, end: position } });
    }
    const [first] = foreign;
    if (first && via) {
      const { claim } = via;
      const message = `${toNotAllowedMessage(first.ref ?? '', stringifyLocationRef(place), stringifyLocationRef(origin))}. This Location fails with all of its targets.`;
      this.#tell(claim.file, claim.ref, { code: 'rules/not-allowed', severity: 'error', message, range: { start: claim.document.position, end: claim.document.position } });
    }
    return foreign.length > 0;
  }

  #tellOfConflict(loser: Claim, keeper: Claim): void {
    const at = ({ file, document }: Claim): string => `${file.path}:${document.position.line + 1}`;
    const problem = (claim: Claim, severity: DocumentProblem['severity'], message: string): void =>
      this.#tell(claim.file, claim.ref, { code: 'catalog/duplicate', severity, message, range: { start: claim.document.position, end: claim.document.position } });
    problem(loser, 'error', `${loser.ref} is defined in ${at(keeper)} as well, and that one is kept. Give this one another name, or remove it.`);
    problem(keeper, 'warning', `${keeper.ref} is defined in ${at(loser)} as well. This one is kept here; which one Backstage keeps is up to chance.`);
  }

  #tellOf(file: IngestedFile): void {
    file.checked.problems.forEach((problem) => this.#tell(file, undefined, problem));
    for (const { ref, problems } of file.checked.documents) {
      problems.forEach((problem) => this.#tell(file, ref, problem));
    }
  }

  #tell({ path }: IngestedFile, ref: string | undefined, problem: DocumentProblem): void {
    const key = JSON.stringify([path, problem.range.start, problem.code, problem.message]);
    if (!this.#told.has(key)) {
      this.#told.add(key);
      this.#problems.push({ path, ref, ...problem });
    }
  }
}
