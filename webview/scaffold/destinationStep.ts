import type { Destination, FieldProblem, FolderChoice, OwnerChoice } from '../../src/protocol/scaffold';
import { element } from '../shared/element';
import { createField, type FieldView } from './fields';

export interface DestinationStep {
  readonly node: HTMLElement;
  value(): Destination;
  show(problems: readonly FieldProblem[]): void;
  /** Puts the focus on the first field with an error. */
  focusProblem(problems: readonly FieldProblem[]): void;
}

export interface DestinationOptions {
  readonly folders: readonly FolderChoice[];
  readonly owners: readonly OwnerChoice[];
  /** What the user has called the service. */
  readonly name: string;
  readonly initial: Destination | undefined;
  readonly chooseFolder: () => Promise<FolderChoice | null>;
  readonly changed: () => void;
}

function createRadio(name: string, value: string, title: string, help: string, checked: boolean): { readonly node: HTMLElement; readonly input: HTMLInputElement } {
  const input = element('input', { type: 'radio', name, value, id: `${name}-${value}`, 'aria-describedby': `${name}-${value}-help` });
  input.checked = checked;
  const node = element(
    'label',
    { class: 'choice', for: input.id },
    input,
    element('span', { class: 'choice-title' }, title),
    element('span', { class: 'help', id: `${name}-${value}-help` }, help),
  );
  return { node, input };
}

interface Part {
  readonly node: HTMLElement;
  readonly fields: readonly FieldView[];
  value(): Destination;
}

function createFolderPart(options: DestinationOptions, changed: () => void): Part {
  const initial = options.initial?.kind === 'folder' ? options.initial : undefined;
  const folders = [...options.folders];
  let parent = initial?.parent ?? folders[0]?.uri ?? '';
  const shown = element('output', { class: 'path', id: 'folder-parent' });
  const update = (): void => {
    shown.textContent = folders.find((folder) => folder.uri === parent)?.label ?? (parent === '' ? 'No folder chosen' : decodeURIComponent(parent.replace(/^[a-z-]+:\/\/[^/]*/i, '')));
  };
  const problem = element('p', { class: 'problem', id: 'folder-parent-problem' });
  const button = element('vscode-button', { appearance: 'secondary', 'aria-describedby': 'folder-parent-problem' }, 'Choose Folder…');
  button.addEventListener('click', () => {
    void options.chooseFolder().then((choice) => {
      if (choice) {
        folders.push(choice);
        parent = choice.uri;
        update();
        changed();
      }
    });
  });
  update();
  const parentField: FieldView = {
    key: 'parent',
    node: element('div', { class: 'field' }, element('span', { class: 'label' }, 'Write into'), element('div', { class: 'row' }, shown, button), problem),
    value: () => parent,
    touched: () => true,
    show: (found) => {
      problem.textContent = found?.message ?? '';
      problem.className = found ? `problem ${found.severity}` : 'problem';
    },
    focus: () => button.focus(),
  };
  const name = createField(
    { key: 'name', label: 'New folder', help: 'Is made inside the folder above. Leave it empty to write into that folder itself.', required: false, widget: 'text' },
    initial?.name ?? options.name,
    changed,
  );
  return {
    node: element('div', { class: 'part' }, parentField.node, name.node),
    fields: [parentField, name],
    value: () => ({ kind: 'folder', parent, name: String(name.value() ?? '').trim() }),
  };
}

function createGitHubPart(options: DestinationOptions, changed: () => void): Part {
  const initial = options.initial?.kind === 'github' ? options.initial : undefined;
  const keyOf = (host: string, login: string): string => `${host}/${login}`;
  const owner = createField(
    {
      key: 'owner',
      label: 'Organization',
      help: options.owners.length > 0 ? 'Organizations and users from the setting stagedoor.organizations.' : 'None is configured: add one to the setting stagedoor.organizations first.',
      required: true,
      widget: 'select',
      choices: options.owners.map(({ host, login, label }) => ({ value: keyOf(host, login), label })),
    },
    initial ? keyOf(initial.host, initial.owner) : options.owners.length === 1 && options.owners[0] ? keyOf(options.owners[0].host, options.owners[0].login) : undefined,
    changed,
  );
  const name = createField({ key: 'name', label: 'Repository name', required: true, widget: 'text' }, initial?.name ?? options.name, changed);
  const isPrivate = createRadio('visibility', 'private', 'Private', 'Seen by those whom the organization lets see it.', initial?.private ?? true);
  const isPublic = createRadio('visibility', 'public', 'Public', 'Seen by anyone on the internet.', initial?.private === false);
  [isPrivate, isPublic].forEach(({ input }) => input.addEventListener('change', changed));
  const visibility = element('fieldset', { class: 'field' }, element('legend', {}, 'Visibility'), isPrivate.node, isPublic.node);
  return {
    node: element('div', { class: 'part' }, owner.node, name.node, visibility),
    fields: [owner, name],
    value: () => {
      const chosen = options.owners.find(({ host, login }) => keyOf(host, login) === owner.value());
      return { kind: 'github', host: chosen?.host ?? '', owner: chosen?.login ?? '', name: String(name.value() ?? '').trim(), private: isPrivate.input.checked };
    },
  };
}

export function createDestinationStep(options: DestinationOptions): DestinationStep {
  const toGitHub = options.initial?.kind === 'github';
  const folder = createRadio('destination', 'folder', 'A folder', 'Write the files to disk and look at them first. Publish them later by the means you like.', !toGitHub);
  const github = createRadio('destination', 'github', 'A new GitHub repository', 'Create it with all files in one first commit.', toGitHub);
  const parts = { folder: createFolderPart(options, options.changed), github: createGitHubPart(options, options.changed) };
  const current = (): Part => (github.input.checked ? parts.github : parts.folder);
  const slot = element('div');
  const update = (): void => slot.replaceChildren(current().node);
  [folder, github].forEach(({ input }) =>
    input.addEventListener('change', () => {
      update();
      options.changed();
    }),
  );
  update();
  const radios = element('div', { class: 'choices', role: 'radiogroup', 'aria-labelledby': 'step-title' }, folder.node, github.node);
  return {
    node: element('div', {}, radios, slot),
    value: () => current().value(),
    show: (problems) => current().fields.forEach((field) => field.show(problems.find((problem) => problem.field === field.key))),
    focusProblem: (problems) => {
      const wrong = problems.filter((problem) => problem.severity === 'error').map((problem) => problem.field);
      current().fields.find((field) => wrong.includes(field.key))?.focus();
    },
  };
}
