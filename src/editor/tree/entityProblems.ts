import type { CatalogService } from '../../portal/catalog/catalogService';
import { DisposableStore, type Disposable } from '../../portal/base/disposable';
import type { DocumentProblem } from '../../portal/catalog/problem';

type ProblemCatalog = Pick<CatalogService, 'problems' | 'onDidChange' | 'onDidChangeProblems' | 'onDidChangeStatus'>;
type ByRef = ReadonlyMap<string, readonly DocumentProblem[]>;

/** What is wrong with each entity, by its ref. */
export class EntityProblems implements Disposable {
  readonly #catalog: ProblemCatalog;
  readonly #store = new DisposableStore();
  /** Of the catalog as it is; read when it is first asked for. */
  #current: ByRef | undefined;
  /** When `takeChanged` was last asked. */
  #told: ByRef = new Map();

  constructor(catalog: ProblemCatalog) {
    this.#catalog = catalog;
    const forget = (): void => {
      this.#current = undefined;
    };
    this.#store.add(catalog.onDidChange(forget));
    this.#store.add(catalog.onDidChangeProblems(forget));
    this.#store.add(catalog.onDidChangeStatus(forget));
  }

  of(ref: string): readonly DocumentProblem[] {
    return this.#byRef.get(ref) ?? [];
  }

  /** The refs that have other problems than when this was last asked. */
  takeChanged(): readonly string[] {
    const before = this.#told;
    const now = this.#byRef;
    this.#told = now;
    return before === now ? [] : [...new Set([...before.keys(), ...now.keys()])].filter((ref) => !isSame(before.get(ref), now.get(ref)));
  }

  dispose(): void {
    this.#store.dispose();
  }

  get #byRef(): ByRef {
    this.#current ??= collect(this.#catalog);
    return this.#current;
  }
}

function collect({ problems: files }: Pick<CatalogService, 'problems'>): ByRef {
  const byRef = new Map<string, DocumentProblem[]>();
  for (const { problems } of files) {
    for (const problem of problems) {
      if (problem.ref !== undefined) {
        const known = byRef.get(problem.ref);
        if (known) {
          known.push(problem);
        } else {
          byRef.set(problem.ref, [problem]);
        }
      }
    }
  }
  return byRef;
}

function isSame(a: readonly DocumentProblem[] | undefined, b: readonly DocumentProblem[] | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
