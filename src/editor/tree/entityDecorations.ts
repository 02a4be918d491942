import * as vscode from 'vscode';
import type { CatalogService } from '../../portal/catalog/catalogService';
import { isDeprecated } from './entityAppearance';
import { entityUri, refOfEntityUri } from './entityUri';
import type { NewEntities } from './newEntities';

/** Marks entities in the tree: new ones with a letter and a colour, deprecated ones dimmed. */
export class EntityDecorations implements vscode.FileDecorationProvider, vscode.Disposable {
  readonly #catalog: CatalogService;
  readonly #news: NewEntities;
  readonly #changed = new vscode.EventEmitter<vscode.Uri[]>();
  readonly onDidChangeFileDecorations = this.#changed.event;

  constructor(catalog: CatalogService, news: NewEntities) {
    this.#catalog = catalog;
    this.#news = news;
  }

  refresh(refs: readonly string[]): void {
    if (refs.length > 0) {
      this.#changed.fire(refs.map((ref) => vscode.Uri.from(entityUri(ref))));
    }
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    const ref = refOfEntityUri(uri);
    const known = ref === undefined ? undefined : this.#catalog.graph.get(ref);
    if (!known) {
      return undefined;
    }
    if (this.#news.isNew(known.ref)) {
      return new vscode.FileDecoration('N', 'New', new vscode.ThemeColor('gitDecoration.addedResourceForeground'));
    }
    if (isDeprecated(known)) {
      return new vscode.FileDecoration('D', 'Deprecated', new vscode.ThemeColor('list.deemphasizedForeground'));
    }
    return undefined;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
