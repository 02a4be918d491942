import { PortalError } from '../../../base/errors';
import { toWorkspacePath } from '../../workspace/workspacePath';
import type { Action } from '../action';
import { matchingPaths } from '../fetch/globs';
import { flag, objects, text } from '../input';

/** `roadiehq:utils:fs:replace`: replaces text in files; `matchRegex` takes what is to be found for a regular expression. */
export const fsReplace: Action = {
  id: 'roadiehq:utils:fs:replace',
  supportsDryRun: true,
  run: async ({ input, workspace, ports, signal }) => {
    for (const entry of objects(input, 'files')) {
      const [file, find, replaceWith] = [text(entry, 'file'), text(entry, 'find'), text(entry, 'replaceWith')];
      if (!file) {
        throw new PortalError('invalid', 'Path to file needs to be defined');
      }
      if (!find || replaceWith === undefined) {
        throw new PortalError('invalid', 'each file must have a find and replaceWith property');
      }
      const pattern = toWorkspacePath(file);
      const paths = workspace.entries().filter(({ type, path }) => type === 'file' && (flag(entry, 'includeDotFiles') || !/(^|\/)\./.test(path) || path === pattern)).map(({ path }) => path);
      for (const path of paths.includes(pattern) ? [pattern] : matchingPaths([pattern], paths, () => false)) {
        const content = workspace.readText(path);
        const job = { content, find, replaceWith };
        workspace.writeFile(path, flag(entry, 'matchRegex') ? await ports.renderer.replace(job, signal) : content.replaceAll(find, replaceWith));
      }
    }
  },
};
