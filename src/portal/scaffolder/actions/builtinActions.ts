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
import { actionsDispatch } from './github/actionsDispatch';
import { autolinksCreate } from './github/autolinksCreate';
import { branchProtectionCreate } from './github/branchProtectionCreate';
import { deployKeyCreate } from './github/deployKeyCreate';
import { environmentCreate } from './github/environmentCreate';
import { issuesCreate } from './github/issuesCreate';
import { issuesLabel } from './github/issuesLabel';
import { pagesEnable } from './github/pagesEnable';
import { publishGithub } from './github/publishGithub';
import { publishGithubPullRequest } from './github/pullRequest';
import { repoCreate } from './github/repoCreate';
import { repoPush } from './github/repoPush';
import { webhook } from './github/webhook';
import { fsAppend } from './roadie/fsAppend';
import { fsParse } from './roadie/fsParse';
import { fsReplace } from './roadie/fsReplace';
import { fsWrite } from './roadie/fsWrite';
import { jsonataEvaluate } from './roadie/jsonataEvaluate';
import { jsonataJson, jsonataYaml } from './roadie/jsonataTransform';
import { jsonMerge } from './roadie/jsonMerge';
import { mergeFile } from './roadie/mergeFile';
import { serializeJson, serializeYaml } from './roadie/serialize';
import { sleep } from './roadie/sleep';
import { zip } from './roadie/zip';
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
  actionsDispatch,
  autolinksCreate,
  branchProtectionCreate,
  deployKeyCreate,
  environmentCreate,
  issuesCreate,
  issuesLabel,
  pagesEnable,
  publishGithub,
  publishGithubPullRequest,
  repoCreate,
  repoPush,
  webhook,
  fsAppend,
  fsParse,
  fsReplace,
  fsWrite,
  jsonataEvaluate,
  jsonataJson,
  jsonataYaml,
  jsonMerge,
  mergeFile,
  serializeJson,
  serializeYaml,
  sleep,
  zip,
  workspaceTemplate,
  workspaceTemplateFile,
];
