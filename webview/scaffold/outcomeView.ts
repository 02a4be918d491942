import type { CreateOutcome, OutputAction, Remains } from '../../src/protocol/scaffold';
import { element } from '../shared/element';

const LABELS: Readonly<Record<OutputAction, string>> = {
  openFolder: 'Open Folder',
  openFolderInNewWindow: 'Open in New Window',
  openOnGitHub: 'Open on GitHub',
  clone: 'Clone…',
  showInCatalog: 'Show in Catalog',
};

export interface OutcomeActions {
  act(action: OutputAction): Promise<string | null>;
  /** How to remove what is left, where there is a way. */
  removal(remains: Remains): HTMLElement[];
  /** Goes on with what failed. */
  retry(): void;
  /** Back to the field that has to change, or to the review. */
  back(): void;
  /** Starts over with another service. */
  again(): void;
}

export function createButton(label: string, appearance: 'primary' | 'secondary', press: () => void): HTMLElement {
  const button = element('vscode-button', { appearance }, label);
  button.addEventListener('click', press);
  return button;
}

function createLines(lines: readonly string[]): HTMLElement[] {
  return lines.map((line) => element('p', {}, line));
}

function createSuccess(outcome: Extract<CreateOutcome, { ok: true }>, actions: OutcomeActions): HTMLElement {
  const said = element('p', { class: 'help', role: 'status' });
  const buttons = outcome.actions.map((action, index) =>
    createButton(LABELS[action], index === 0 ? 'primary' : 'secondary', () => {
      said.textContent = action === 'showInCatalog' ? 'Reading the catalog again…' : '';
      actions.act(action).then(
        (text) => {
          said.textContent = text ?? '';
        },
        (error: unknown) => {
          said.textContent = error instanceof Error ? error.message : String(error);
        },
      );
    }),
  );
  return element(
    'div',
    { class: 'outcome success' },
    element('h1', { id: 'step-title', tabindex: '-1' }, outcome.title),
    ...createLines(outcome.lines),
    element('div', { class: 'buttons' }, ...buttons),
    said,
    element('div', { class: 'buttons' }, createButton('Create Another', 'secondary', () => actions.again())),
  );
}

function createFailure(outcome: Extract<CreateOutcome, { ok: false }>, actions: OutcomeActions): HTMLElement {
  const mustChange = outcome.field !== undefined || (outcome.conflicts?.length ?? 0) > 0;
  const buttons = mustChange
    ? [createButton('Go Back and Change It', 'primary', () => actions.back())]
    : [createButton('Try Again', 'primary', () => actions.retry()), createButton('Back', 'secondary', () => actions.back())];
  return element(
    'div',
    { class: 'outcome failure' },
    element('h1', { id: 'step-title', tabindex: '-1' }, 'This did not work'),
    element('p', { class: 'failure-message', role: 'alert' }, outcome.message),
    ...(outcome.exists.length > 0 ? [element('h2', {}, 'What exists now'), element('ul', {}, ...outcome.exists.map((line) => element('li', {}, line)))] : []),
    ...(outcome.conflicts ? [element('ul', {}, ...outcome.conflicts.map((path) => element('li', {}, element('code', {}, path))))] : []),
    element('div', { class: 'buttons' }, ...buttons, ...actions.removal(outcome)),
  );
}

export function createOutcome(outcome: CreateOutcome, actions: OutcomeActions): HTMLElement {
  return outcome.ok ? createSuccess(outcome, actions) : createFailure(outcome, actions);
}
