import type { FileSource } from '../../../src/portal/ports/fileSource';

/** Files by URI, as a FileSource. */
export function createMemoryFiles(files: Readonly<Record<string, string>>): FileSource & { readonly reads: string[] } {
  const reads: string[] = [];
  return {
    reads,
    read: (uri) => {
      reads.push(uri);
      const text = files[uri];
      return Promise.resolve(text === undefined ? undefined : new TextEncoder().encode(text));
    },
    list: (folder) => Promise.resolve(Object.keys(files).filter((uri) => uri.startsWith(folder))),
  };
}
