import type { GitHubFileSource } from '../../portal/github/gitHubFileSource';

/** Files on GitHub by their URIs; the room that reads them is entered by the first question. */
export type LateGitHubFiles = Pick<GitHubFileSource, 'read' | 'list' | 'stat' | 'readDirectory'>;

export function createLateGitHubFiles(enter: () => Promise<GitHubFileSource>): LateGitHubFiles {
  return {
    read: async (uri, signal) => (await enter()).read(uri, signal),
    list: async (folder, extensions, signal) => (await enter()).list(folder, extensions, signal),
    stat: async (uri, signal) => (await enter()).stat(uri, signal),
    readDirectory: async (uri, signal) => (await enter()).readDirectory(uri, signal),
  };
}
