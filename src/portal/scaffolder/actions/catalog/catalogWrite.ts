import { stringify } from 'yaml';
import { toWorkspacePath } from '../../workspace/workspacePath';
import type { Action } from '../action';
import { object, text } from '../input';

/** `catalog:write`: writes an entity as a catalog file, with a note of the template it came from. */
export const catalogWrite: Action = {
  id: 'catalog:write',
  supportsDryRun: true,
  run: ({ input, workspace, template, log }) => {
    const entity = object(input, 'entity') ?? {};
    const metadata = object(entity, 'metadata') ?? {};
    const annotations = { ...object(metadata, 'annotations'), 'backstage.io/source-template': template.ref };
    const target = toWorkspacePath(text(input, 'filePath') ?? 'catalog-info.yaml');
    log('Writing catalog-info.yaml');
    workspace.writeFile(target, stringify({ ...entity, metadata: { ...metadata, annotations } }));
    return Promise.resolve();
  },
};
