import { assert } from 'chai';
import * as vscode from 'vscode';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsContainers: { readonly activitybar: readonly { readonly id: string }[] };
  };
}

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension('stagedoor.stagedoor');
  assert.isDefined(found, 'the extension is installed');
  return found;
}

const manifest = (): Manifest => extension().packageJSON as Manifest; // VS Code has validated it.

suite('Extension', () => {
  test('activates', async () => {
    await extension().activate();
    assert.isTrue(extension().isActive);
  });

  test('registers every command of its manifest', async () => {
    await extension().activate();
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = manifest().contributes.commands.map(({ command }) => command).filter((command) => !registered.has(command));
    assert.deepEqual(missing, []);
  });

  test('has its view container and every view of its manifest', async () => {
    const commands = new Set(await vscode.commands.getCommands());
    const containers = manifest().contributes.viewsContainers.activitybar.map(({ id }) => `workbench.view.extension.${id}`);
    const views = Object.values(manifest().contributes.views).flat().map(({ id }) => `${id}.focus`);
    assert.isNotEmpty(containers);
    assert.isNotEmpty(views);
    assert.deepEqual([...containers, ...views].filter((command) => !commands.has(command)), []);
  });

  test('shows its views', async () => {
    for (const view of Object.values(manifest().contributes.views).flat()) {
      await vscode.commands.executeCommand(`${view.id}.focus`);
    }
  });
});
