import { textOf } from '../../expressions/renderer';
import { joinPath, toWorkspacePath } from '../../workspace/workspacePath';
import type { ActionContext } from '../action';
import { flag, object, text } from '../input';
import { decode, toContext, toFileOptions } from './templateFolder';

/** Renders one file into the workspace. Source: `createTemplateFileActionHandler` of @backstage/plugin-scaffolder-backend 4.2.0. */
export async function renderFile(context: ActionContext, name: string, read: () => Promise<Uint8Array | undefined>): Promise<void> {
  const { input, workspace, log, ports, signal } = context;
  const written = text(input, 'targetPath') ?? '';
  const target = toWorkspacePath(written);
  if (workspace.exists(target) && flag(input, 'replace') !== true) {
    log(`File ${written} already exists in workspace, not replacing.`);
    return;
  }
  const bytes = await read();
  if (!bytes) {
    return;
  }
  log(`Processing template file with input values ${JSON.stringify(object(input, 'values') ?? {})}`);
  const [rendered] = await ports.renderer.files([decode(bytes)], toContext(input), toFileOptions(input), signal);
  workspace.writeFile(target, textOf(rendered, name));
  log(`Template file has been written to ${joinPath('<workspace>', target)}`);
}
