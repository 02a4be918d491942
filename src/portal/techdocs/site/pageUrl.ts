/** The file extensions MkDocs takes for pages; case matters. Source: mkdocs 1.6 `utils.markdown_extensions`. */
export const MARKDOWN_EXTENSIONS = ['.markdown', '.mdown', '.mkdn', '.mkd', '.md'] as const;

export function isMarkdownPath(path: string): boolean {
  return MARKDOWN_EXTENSIONS.some((extension) => path.endsWith(extension));
}

/** `guides/set up.md` → `set up`. */
export function stemOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
}

export function isIndex(path: string): boolean {
  return ['index', 'README'].includes(stemOf(path));
}

/** The folder a path lies in, with a slash at the end; empty for the top. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** The address of a page relative to its site. Source: mkdocs 1.6 `File._get_url`. */
export function toPageUrl(path: string, useDirectoryUrls: boolean): string {
  const folder = encodePath(folderOf(path));
  if (isIndex(path)) {
    return useDirectoryUrls ? folder : `${folder}index.html`;
  }
  return `${folder}${encodeURIComponent(stemOf(path))}${useDirectoryUrls ? '/' : '.html'}`;
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/**
 * Joins a relative path onto a folder path (empty, or with a slash at the end) and takes out `.` and `..`.
 * @returns `undefined` where it leads out of the top
 */
export function joinPath(folder: string, relative: string): string | undefined {
  const segments: string[] = [];
  for (const segment of `${folder}${relative}`.split('/')) {
    if (segment === '..') {
      if (segments.pop() === undefined) {
        return undefined;
      }
    } else if (segment !== '.' && segment !== '') {
      segments.push(segment);
    }
  }
  return segments.join('/');
}
