import * as vscode from 'vscode';
import type { CatalogService } from '../../portal/catalog/catalogService';
import { isDeprecated } from './entityAppearance';
import { toMark, type DecorationSources } from './entityMark';
import { entityUri, refOfEntityUri } from './entityUri';

/** Marks entities in the tree: starred ones, those with problems, new and deprecated ones. */
export class EntityDecorations implements vscode.FileDecorationProvider, vscode.Disposable {
  readonly #catalog: Pick<CatalogService, 'graph'>;
  readonly #sources: DecorationSources;
  readonly #changed = new vscode.EventEmitter<vscode.Uri[]>();
  readonly onDidChangeFileDecorations = this.#changed.event;

  constructor(catalog: Pick<CatalogService, 'graph'>, sources: DecorationSources) {
    this.#catalog = catalog;
    this.#sources = sources;
  }

  refresh(refs: readonly string[]): void {
    if (refs.length > 0) {
      this.#changed.fire(refs.map((ref) => vscode.Uri.from(entityUri(ref))));
    }
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    const ref = refOfEntityUri(uri);
    const known = ref === undefined ? undefined : this.#catalog.graph.get(ref);
    const mark = known && toMark(known.ref, isDeprecated(known), this.#sources);
    return mark && new vscode.FileDecoration(mark.badge, mark.tooltip, mark.color === undefined ? undefined : new vscode.ThemeColor(mark.color));
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
