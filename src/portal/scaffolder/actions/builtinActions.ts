import type { Action } from './action';
import { catalogFetch } from './catalog/catalogFetch';
import { catalogRegister } from './catalog/catalogRegister';
import { catalogWrite } from './catalog/catalogWrite';
import { debugLog } from './debug/debugLog';
import { debugWait } from './debug/debugWait';
import { fetchPlain } from './fetch/fetchPlain';
import { fetchPlainFile } from './fetch/fetchPlainFile';
import { fetchTemplate } from './fetch/fetchTemplate';
import { fetchTemplateFile } from './fetch/fetchTemplateFile';
import { fsDelete } from './files/fsDelete';
import { fsReaddir } from './files/fsReaddir';
import { fsRename } from './files/fsRename';
import { workspaceTemplate } from './workspace/workspaceTemplate';
import { workspaceTemplateFile } from './workspace/workspaceTemplateFile';

/** The actions that are run here, one file each. */
export const BUILTIN_ACTIONS: readonly Action[] = [
  catalogFetch,
  catalogRegister,
  catalogWrite,
  debugLog,
  debugWait,
  fetchPlain,
  fetchPlainFile,
  fetchTemplate,
  fetchTemplateFile,
  fsDelete,
  fsReaddir,
  fsRename,
  workspaceTemplate,
  workspaceTemplateFile,
];
