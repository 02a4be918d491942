import * as vscode from 'vscode';
import type { CatalogNode } from './catalogNode';
import { ENTITY_MIME } from './entityMime';

/** Lets entities be dragged out of the tree: into a catalog file as references, elsewhere as plain text. */
export class EntityDrag implements vscode.TreeDragAndDropController<CatalogNode> {
  readonly dragMimeTypes = [ENTITY_MIME, 'text/plain'];
  readonly dropMimeTypes: readonly string[] = [];

  handleDrag(sources: readonly CatalogNode[], data: vscode.DataTransfer): void {
    const refs = [...new Set(sources.flatMap((node) => (node.type === 'entity' || node.type === 'missing' ? [node.ref] : [])))];
    if (refs.length > 0) {
      data.set(ENTITY_MIME, new vscode.DataTransferItem(refs.join('\n')));
      data.set('text/plain', new vscode.DataTransferItem(refs.join('\n')));
    }
  }
}
