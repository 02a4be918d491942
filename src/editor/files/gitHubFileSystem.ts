import * as vscode from 'vscode';
import { isPortalError, messageOf } from '../../portal/base/errors';
import type { FileStat, GitHubFileSource } from '../../portal/github/gitHubFileSource';
import { GITHUB_SCHEME } from '../../portal/github/gitHubUri';

type GitHubFolders = Pick<GitHubFileSource, 'read' | 'stat' | 'readDirectory'>;

/** Shows files that only live on GitHub, read-only, under `stagedoor-github:`. */
export function registerGitHubFileSystem(gitHub: GitHubFolders): vscode.Disposable {
  return vscode.workspace.registerFileSystemProvider(GITHUB_SCHEME, createGitHubFileSystem(gitHub), {
    isReadonly: new vscode.MarkdownString('This file is shown as it is on GitHub. To change it, edit it there or in a checkout.'),
    isCaseSensitive: true,
  });
}

export function createGitHubFileSystem(gitHub: GitHubFolders): vscode.FileSystemProvider {
  const ask = async <T>(uri: vscode.Uri, run: (uri: string) => Promise<T | undefined>): Promise<T> => {
    let answer: T | undefined;
    try {
      answer = await run(uri.toString());
    } catch (error) {
      throw toFileSystemError(error, uri);
    }
    if (answer === undefined) {
      throw vscode.FileSystemError.FileNotFound(uri);
    }
    return answer;
  };
  const readOnly = (uri: vscode.Uri): never => {
    throw vscode.FileSystemError.NoPermissions(uri);
  };
  return {
    // What a branch holds is read when it is opened; nothing tells of changes.
    onDidChangeFile: () => ({ dispose: () => undefined }),
    watch: () => ({ dispose: () => undefined }),
    async stat(uri) {
      const { type, size } = await ask(uri, (file) => gitHub.stat(file));
      return { type: toFileType(type), ctime: 0, mtime: 0, size, permissions: vscode.FilePermission.Readonly };
    },
    readFile: (uri) => ask(uri, (file) => gitHub.read(file)),
    async readDirectory(uri) {
      const entries = await ask(uri, (folder) => gitHub.readDirectory(folder));
      return entries.map(({ name, type }) => [name, toFileType(type)]);
    },
    createDirectory: readOnly,
    writeFile: readOnly,
    delete: readOnly,
    rename: readOnly,
  };
}

function toFileType(type: FileStat['type']): vscode.FileType {
  return type === 'folder' ? vscode.FileType.Directory : vscode.FileType.File;
}

function toFileSystemError(error: unknown, uri: vscode.Uri): vscode.FileSystemError {
  if (isPortalError(error, 'not-found')) {
    return vscode.FileSystemError.FileNotFound(uri);
  }
  const message = messageOf(error);
  return isPortalError(error, 'forbidden') || isPortalError(error, 'unauthorized') || isPortalError(error, 'sso')
    ? vscode.FileSystemError.NoPermissions(message)
    : vscode.FileSystemError.Unavailable(message);
}
