import { isCancelled } from '../../base/cancellation';
import { DisposableStore, type Disposable } from '../../base/disposable';
import { Emitter } from '../../base/event';
import { Slices } from '../../base/pause';
import type { Clock } from '../../ports/clock';
import type { CatalogService, FileProblems } from '../catalogService';
import type { CatalogEntity } from '../entity';
import type { CatalogQuery } from '../query';
import type { CatalogProblem } from './catalogProblem';
import { toDanglingProblems } from './danglingProblems';
import { toFileProblems } from './fileProblems';
import { toSourceProblems } from './sourceProblems';

/** What lists and badges ask of the problems. */
export interface EntityProblems {
  /** @param ref full ref in lower case */
  problemsOf(ref: string): readonly CatalogProblem[];
}

export interface ProblemChange {
  /** Entities whose problems are other ones now. */
  readonly refs: readonly string[];
}

export interface CatalogProblemsOptions {
  readonly catalog: Pick<CatalogService, 'graph' | 'problems' | 'status' | 'onDidChange' | 'onDidChangeStatus' | 'onDidChangeProblems'>;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

/** What was made of a file, and of what. */
interface Made {
  readonly from: FileProblems;
  readonly inFile: readonly CatalogEntity[];
  readonly made: readonly CatalogProblem[];
}

/** Changes are gathered for this long, in ms: while an organization is read they come by the page. */
const GATHER = 250;

/**
 * Everything that is wrong in the catalog. It follows the catalog by itself, in slices of time: after a change it looks
 * again at the files and entities concerned alone.
 */
export class CatalogProblems implements EntityProblems, Disposable {
  readonly #options: CatalogProblemsOptions;
  readonly #store = new DisposableStore();
  readonly #stop = new AbortController();
  readonly #onDidChange: Emitter<ProblemChange>;
  readonly onDidChange: Emitter<ProblemChange>['event'];
  #timer: Disposable | undefined;
  #work: Promise<void> = Promise.resolve();
  /** `undefined` where everything is to be looked at. */
  #touched: Set<string> | undefined;
  /** By file. */
  #files = new Map<string, Made>();
  /** By the entity that names what is missing. */
  #dangling = new Map<string, readonly CatalogProblem[]>();
  #sources: readonly CatalogProblem[] = [];
  /** Those of files, by entity. */
  #byRef: ReadonlyMap<string, readonly CatalogProblem[]> = new Map();
  /** Made when it is first asked for after a change. */
  #all: readonly CatalogProblem[] | undefined;

  constructor(options: CatalogProblemsOptions) {
    this.#options = options;
    const { catalog, onError } = options;
    this.#onDidChange = this.#store.add(new Emitter<ProblemChange>(onError));
    this.onDidChange = this.#onDidChange.event;
    this.#store.add(
      catalog.onDidChange(({ added, changed, removed }) => {
        [added, changed, removed].forEach((refs) => refs.forEach((ref) => this.#touched?.add(ref)));
        this.#schedule();
      }),
    );
    this.#store.add(catalog.onDidChangeProblems(() => this.#schedule()));
    this.#store.add(catalog.onDidChangeStatus(() => this.#schedule()));
    this.#schedule();
  }

  /** All of them; of a class in order of file. */
  get all(): readonly CatalogProblem[] {
    this.#all ??= [...this.#sources, ...[...this.#files.values()].flatMap(({ made }) => made), ...[...this.#dangling.values()].flat()];
    return this.#all;
  }

  problemsOf(ref: string): readonly CatalogProblem[] {
    const [ofFiles, dangling] = [this.#byRef.get(ref), this.#dangling.get(ref)];
    return ofFiles && dangling ? [...ofFiles, ...dangling] : (ofFiles ?? dangling ?? []);
  }

  /** Resolves once what has happened until now is in. */
  async settled(): Promise<void> {
    if (this.#timer) {
      this.#timer.dispose();
      this.#begin();
    }
    await this.#work;
  }

  dispose(): void {
    this.#stop.abort();
    this.#timer?.dispose();
    this.#store.dispose();
  }

  #schedule(): void {
    this.#timer ??= this.#options.clock.after(GATHER, () => this.#begin());
  }

  #begin(): void {
    this.#timer = undefined;
    this.#work = this.#work.then(() => this.#update()).catch((error: unknown) => {
      if (!isCancelled(error)) {
        this.#options.onError(error);
      }
    });
  }

  async #update(): Promise<void> {
    const { catalog, clock } = this.#options;
    const { graph, status } = catalog;
    const slices = new Slices(clock, this.#stop.signal);
    const touched = this.#touched;
    this.#touched = new Set();
    // Nothing dangles for sure before everything was looked at once.
    const isKnown = !status.loading && status.sources.every(({ readAt, error }) => readAt !== undefined || error !== undefined);
    const changed = isKnown ? await this.#updateDangling(graph, touched, slices) : new Set(this.#dangling.keys());
    if (!isKnown) {
      this.#dangling.clear();
      this.#touched = undefined;
    }
    const hasOtherFiles = await this.#updateFiles(graph, changed, slices);
    const sources = toSourceProblems(status);
    const hasOtherSources = !sameProblems(sources, this.#sources);
    this.#sources = sources;
    if (changed.size > 0 || hasOtherFiles || hasOtherSources) {
      this.#all = undefined;
      this.#onDidChange.fire({ refs: [...changed] });
    }
  }

  /**
   * Looks at all entities, or only at those that changed and at those that named what came.
   * @returns the entities that other ones are missing to now
   */
  async #updateDangling(graph: CatalogQuery, touched: ReadonlySet<string> | undefined, slices: Slices): Promise<Set<string>> {
    const changed = new Set<string>();
    const set = (ref: string, problems: readonly CatalogProblem[]): void => {
      const before = this.#dangling.get(ref);
      if (sameProblems(before, problems)) {
        return;
      }
      changed.add(ref);
      if (problems.length > 0) {
        this.#dangling.set(ref, problems);
      } else {
        this.#dangling.delete(ref);
      }
    };
    // Of what went, everybody who named it must be found, and only a look at all tells who that is.
    const isWhole = touched === undefined || [...touched].some((ref) => !graph.get(ref));
    const concerned = isWhole ? graph.all() : [...touched, ...this.#naming(touched)].flatMap((ref) => graph.get(ref) ?? []);
    for (const known of concerned) {
      const missing = (known.relations ?? graph.relations(known.ref)).filter(({ targetRef }) => !graph.get(targetRef));
      set(known.ref, missing.length > 0 ? toDanglingProblems(known, missing) : []);
      if (slices.isOver) {
        await slices.turn();
      }
    }
    for (const ref of isWhole ? [...this.#dangling.keys()] : []) {
      if (!graph.get(ref)) {
        set(ref, []);
      }
      if (slices.isOver) {
        await slices.turn();
      }
    }
    return changed;
  }

  /** Entities with a relation to one of these that led nowhere until now. */
  #naming(refs: ReadonlySet<string>): readonly string[] {
    return [...this.#dangling].filter(([, problems]) => problems.some(({ target }) => target !== undefined && refs.has(target))).map(([ref]) => ref);
  }

  /** @param changed takes the entities whose problems are other ones now @returns whether anything is other than before */
  async #updateFiles(graph: CatalogQuery, changed: Set<string>, slices: Slices): Promise<boolean> {
    const { catalog } = this.#options;
    const reported = catalog.problems;
    const wanted = new Map<string, CatalogEntity[]>(reported.map(({ uri }) => [uri, []]));
    if (wanted.size > 0) {
      for (const known of graph.all()) {
        wanted.get(known.origin.uri)?.push(known);
        if (slices.isOver) {
          await slices.turn();
        }
      }
    }
    const next = new Map<string, Made>();
    const byRef = new Map<string, CatalogProblem[]>();
    let hasOther = this.#files.size !== reported.length;
    for (const from of reported) {
      const inFile = wanted.get(from.uri) ?? [];
      const before = this.#files.get(from.uri);
      const isSame = before?.from.problems === from.problems && sameItems(before.inFile, inFile) && !from.problems.some(({ code }) => code.startsWith('catalog/'));
      const fresh = isSame && before ? before.made : toFileProblems(from, inFile, graph, inFile[0]?.origin.source ?? sourceOf(from.uri, catalog.status.sources));
      const made = before && sameProblems(before.made, fresh) ? before.made : fresh;
      hasOther ||= made !== before?.made;
      next.set(from.uri, { from, inFile, made });
      for (const problem of made) {
        if (problem.ref !== undefined) {
          byRef.set(problem.ref, [...(byRef.get(problem.ref) ?? []), problem]);
        }
      }
      if (slices.isOver) {
        await slices.turn();
      }
    }
    for (const ref of new Set([...this.#byRef.keys(), ...byRef.keys()])) {
      if (!sameProblems(this.#byRef.get(ref), byRef.get(ref))) {
        changed.add(ref);
      }
    }
    this.#files = next;
    this.#byRef = byRef;
    return hasOther;
  }
}

function sameItems(a: readonly CatalogEntity[], b: readonly CatalogEntity[]): boolean {
  return a.length === b.length && a.every((known, index) => known === b[index]);
}

function sameProblems(a: readonly CatalogProblem[] = [], b: readonly CatalogProblem[] = []): boolean {
  return a.length === b.length && a.every((problem, index) => isSameProblem(problem, b[index]));
}

function isSameProblem(a: CatalogProblem, b: CatalogProblem | undefined): boolean {
  return a === b || (a.id === b?.id && a.message === b.message && a.owner === b.owner && a.severity === b.severity && a.range?.start.line === b.range?.start.line);
}

/** The source a file came from of which no entity is known: the organization its address names, else the workspace. */
function sourceOf(uri: string, sources: readonly { readonly id: string }[]): string {
  const path = decodeURIComponent(uri).toLowerCase();
  const found = sources.find(({ id }) => {
    const [, host = '', login = ''] = /^github:\w+:\/\/(.+)\/([^/]+)$/.exec(id) ?? [];
    return login !== '' && path.startsWith('stagedoor-github:') && path.includes(`+${host}/${login}/`);
  });
  return found?.id ?? 'workspace';
}
