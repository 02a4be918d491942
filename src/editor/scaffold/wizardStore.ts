import type * as vscode from 'vscode';
import type { WizardDraft } from '../../protocol/scaffold';
import type { StoredTask, WizardStore } from './wizardPorts';

const DRAFT = 'stagedoor.scaffold.draft';
const TASK = 'stagedoor.scaffold.task';

/** Keeps drafts and tasks in VS Code's memory of the workspace. Answers are no secrets; tokens are in neither. */
export function createWizardStore(memento: vscode.Memento): WizardStore {
  return {
    get draft() {
      return memento.get<WizardDraft>(DRAFT);
    },
    setDraft: async (draft) => memento.update(DRAFT, draft),
    get task() {
      return memento.get<StoredTask>(TASK);
    },
    setTask: async (task) => memento.update(TASK, task),
  };
}
