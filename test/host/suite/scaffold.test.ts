import { assert } from 'chai';
import * as vscode from 'vscode';
import { parse } from 'yaml';
import { createWorkspaceTarget } from '../../../src/editor/scaffold/workspaceTarget';
import { isPortalError } from '../../../src/portal/base/errors';
import type { FileSource } from '../../../src/portal/ports/fileSource';
import { planService } from '../../../src/portal/scaffolder/planService';
import { createTemplateSource } from '../../../src/portal/scaffolder/templateSource';
import { writeFiles } from '../../../src/portal/scaffolder/writeFiles';

const ANSWERS = { name: 'box-office', title: 'Box Office', description: 'Sells: "tickets"', owner: 'team-front-of-house', lifecycle: 'experimental', port: 8080, tags: ['node'] };

/** The extension's own resources and the workspace, as this host reads them. */
const files: FileSource = {
  read: async (uri) => vscode.workspace.fs.readFile(vscode.Uri.parse(uri, true)),
  list: () => Promise.resolve([]),
};

suite('Creating a service', () => {
  const folder = (): vscode.Uri => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.isDefined(root, 'a folder is open');
    return vscode.Uri.joinPath(root, 'created');
  };

  teardown(async () => {
    await vscode.workspace.fs.delete(folder(), { recursive: true }).then(undefined, (error: unknown) => {
      assert.equal((error as vscode.FileSystemError).code, 'FileNotFound');
    });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('renders and writes every bundled golden path in this host', async () => {
    const extension = vscode.extensions.getExtension('stagedoor.stagedoor');
    assert.isDefined(extension);
    const source = createTemplateSource(files, vscode.Uri.joinPath(extension.extensionUri, 'templates').toString());
    for (const template of await source.list()) {
      const plan = await planService(source, template, ANSWERS);
      const into = vscode.Uri.joinPath(folder(), template.id);
      const target = createWorkspaceTarget(into);
      const { written } = await writeFiles(plan.files, target, { overwrite: new Set() });
      assert.deepEqual([...written], plan.files.map((file) => file.path));
      const catalogFile = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(into, 'catalog-info.yaml'));
      const entity: unknown = parse(new TextDecoder().decode(catalogFile));
      assert.nestedInclude(entity, { kind: 'Component', 'metadata.name': 'box-office', 'metadata.description': ANSWERS.description, 'spec.owner': ANSWERS.owner });
      assert.deepEqual([...(await writeFiles(plan.files, target, { overwrite: new Set() })).written], [], 'nothing is written twice');
    }
  });

  test('refuses a file where a folder is to be, naming it', async () => {
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder(), 'docs'), new TextEncoder().encode('in the way'));
    const target = createWorkspaceTarget(folder());
    try {
      await target.write('docs/index.md', new Uint8Array());
      assert.fail('it was written');
    } catch (error) {
      assert.isTrue(isPortalError(error, 'conflict'), String(error));
      assert.include(String(error), 'docs is in the way');
    }
  });

  test('opens the wizard, once', async () => {
    const wizards = (): vscode.Tab[] => vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter((tab) => tab.label === 'Create New Service');
    const shown = new Promise<void>((resolve) => {
      const subscription = vscode.window.tabGroups.onDidChangeTabs(() => {
        if (wizards().length > 0) {
          subscription.dispose();
          resolve();
        }
      });
    });
    await vscode.commands.executeCommand('stagedoor.createService');
    await shown;
    await vscode.commands.executeCommand('stagedoor.createService');
    const tabs = wizards();
    assert.lengthOf(tabs, 1);
    assert.isTrue(tabs[0]?.input instanceof vscode.TabInputWebview);
  });
});
