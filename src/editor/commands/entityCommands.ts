import * as vscode from 'vscode';
import { messageOf } from '../../portal/base/errors';
import type { CatalogEntity } from '../../portal/catalog/entity';
import type { EditorServices } from '../services';
import { gitHubAddress, labelOf, repositoryAddress } from '../tree/entityAppearance';
import { toEntity } from './entityArgument';
import type { Search } from './registerSearch';

/** What can be done with an entity. Each takes a ref or a node of the tree; without one the user picks. */
export function registerEntityCommands({ catalog, log }: Pick<EditorServices, 'catalog' | 'log'>, search: Pick<Search, 'choose'>): vscode.Disposable {
  const withEntity = (question: string, run: (known: CatalogEntity) => Promise<void>) => async (argument?: unknown) => {
    const known = toEntity(catalog, argument);
    if (known) {
      await run(known);
    } else if (argument === undefined) {
      const chosen = await search.choose(question);
      if (chosen) {
        await run(chosen);
      }
    } else {
      void vscode.window.showWarningMessage('This entity is no longer in the catalog. Refresh the catalog to see what is there.');
    }
  };
  const open = async (uri: string, line: number, character: number): Promise<void> => {
    try {
      // What stands for an entity may be a page on the web, as of a team, or of what a Backstage has from elsewhere.
      if (/^https?:/.test(uri)) {
        await vscode.env.openExternal(vscode.Uri.parse(uri, true));
        return;
      }
      const position = new vscode.Position(line, character);
      await vscode.window.showTextDocument(vscode.Uri.parse(uri, true), { selection: new vscode.Range(position, position), preview: true });
    } catch (error) {
      log.error(`${uri} could not be opened`, error);
      void vscode.window.showErrorMessage(`The file could not be opened: ${messageOf(error)}`);
    }
  };
  const openDefinition = withEntity('Open the Definition of Which Entity?', ({ origin }) => open(origin.uri, origin.position.line, origin.position.character));
  const copyOne = withEntity('Copy the Reference of Which Entity?', ({ ref }) => copyRefs([ref]));
  return vscode.Disposable.from(
    vscode.commands.registerCommand('stagedoor.openDefinition', openDefinition),
    vscode.commands.registerCommand('stagedoor.openProblem', (uri: unknown, line: unknown, character: unknown) =>
      typeof uri === 'string' ? open(uri, toCount(line), toCount(character)) : undefined,
    ),
    vscode.commands.registerCommand(
      'stagedoor.openOnGitHub',
      withEntity('Open Which Entity on GitHub?', async (known) => {
        const address = gitHubAddress(known);
        if (address) {
          await vscode.env.openExternal(vscode.Uri.parse(address, true));
        } else {
          void vscode.window.showInformationMessage(`${labelOf(known)} has no address on GitHub: its folder has no known remote.`);
        }
      }),
    ),
    vscode.commands.registerCommand(
      'stagedoor.openRepository',
      withEntity('Open the Repository of Which Entity?', async (known) => {
        const address = repositoryAddress(known);
        if (address) {
          await vscode.env.openExternal(vscode.Uri.parse(address, true));
        } else {
          void vscode.window.showInformationMessage(`${labelOf(known)} has no repository on the web: its folder has no known remote.`);
        }
      }),
    ),
    vscode.commands.registerCommand('stagedoor.copyEntityRef', async (argument?: unknown, selection?: unknown) => {
      const selected = Array.isArray(selection) ? selection.flatMap((node: unknown) => toEntity(catalog, node)?.ref ?? []) : [];
      await (selected.length > 1 ? copyRefs(selected) : copyOne(argument));
    }),
    vscode.commands.registerCommand(
      'stagedoor.openEntityDocs',
      withEntity('Open the Docs of Which Entity?', async ({ ref }) => {
        await vscode.commands.executeCommand('stagedoor.openDocs', ref);
      }),
    ),
  );
}

async function copyRefs(refs: readonly string[]): Promise<void> {
  await vscode.env.clipboard.writeText(refs.join('\n'));
  vscode.window.setStatusBarMessage(refs.length === 1 ? `Copied ${refs[0] ?? ''}` : `Copied ${refs.length} references`, 3_000);
}

function toCount(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0;
}
