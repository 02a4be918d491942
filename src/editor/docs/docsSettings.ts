import * as vscode from 'vscode';
import type { DocsSettings } from '../../protocol/docs';

const TEXT_SIZE = 'stagedoor.docs.textSize';

/** What the user has set: settings of the editor, and the text size last chosen in a panel. */
export function docsSettings(memento: vscode.Memento): DocsSettings {
  const settings = vscode.workspace.getConfiguration('stagedoor');
  const size = memento.get<unknown>(TEXT_SIZE);
  return { scrollSync: settings.get<unknown>('docs.scrollSync') !== false, mermaid: settings.get<unknown>('docs.mermaid') !== false, textSize: typeof size === 'number' ? size : 100 };
}

export async function keepTextSize(memento: vscode.Memento, percent: number): Promise<void> {
  await memento.update(TEXT_SIZE, percent);
}
