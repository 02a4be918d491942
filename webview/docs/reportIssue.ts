import type { CreatedIssue, IssueDraft } from '../../src/protocol/docs';
import { element } from '../shared/element';

export interface ReportIssueOptions {
  readonly article: HTMLElement;
  /** What would be filed on a passage; nothing is sent. */
  readonly draft: (passage: string) => Promise<IssueDraft>;
  readonly create: (title: string, body: string) => Promise<CreatedIssue>;
  readonly onOpen: (url: string) => void;
}

export interface ReportIssue {
  /** The button beside a selection, and the form. */
  readonly nodes: readonly HTMLElement[];
  /** Lets the user look over and file an issue on what is selected in the article, or on the page. */
  report(): Promise<void>;
  /** Whether a selection is offered the button. */
  enable(enabled: boolean): void;
}

/** An issue on the selected text: a button beside the selection, a form that shows what is sent, and where it went. */
export function createReportIssue({ article, draft, create, onOpen }: ReportIssueOptions): ReportIssue {
  const offer = element('button', { type: 'button', class: 'report-offer', hidden: true }, 'Report an Issue…');
  const heading = element('h2', { id: 'report-heading' });
  const title = element('input', { type: 'text', id: 'report-title', maxlength: '256', required: true });
  const body = element('textarea', { id: 'report-body', rows: '12', spellcheck: 'true' });
  const status = element('p', { class: 'report-status', role: 'status' });
  const cancel = element('vscode-button', { appearance: 'secondary' }, 'Cancel');
  const send = element('vscode-button', { appearance: 'primary' }, 'Create Issue');
  const node = element(
    'dialog',
    { class: 'report', 'aria-labelledby': 'report-heading' },
    heading,
    element('p', { class: 'report-note' }, 'This is what will be filed, in your name. Change what you like; nothing is sent before you choose Create Issue.'),
    element('label', { for: 'report-title' }, 'Title'),
    title,
    element('label', { for: 'report-body' }, 'Text (Markdown)'),
    body,
    status,
    element('div', { class: 'report-actions' }, cancel, send),
  );
  let enabled = false;
  let sending = false;
  let filed: CreatedIssue | undefined;

  const passage = (): string => {
    const selection = document.getSelection();
    return selection && !selection.isCollapsed && article.contains(selection.anchorNode) && article.contains(selection.focusNode) ? selection.toString().trim() : '';
  };
  const tell = (text: string, kind: 'busy' | 'error' | 'done' | '' = ''): void => {
    status.textContent = text;
    status.dataset['kind'] = kind;
  };
  const place = (): void => {
    const selection = document.getSelection();
    const wanted = enabled && !node.open && passage() !== '' && selection !== null && selection.rangeCount > 0;
    offer.hidden = !wanted;
    if (wanted) {
      const box = selection.getRangeAt(0).getBoundingClientRect();
      offer.style.top = `${Math.max(44, Math.min(window.innerHeight - 44, box.top - 36))}px`;
      offer.style.left = `${Math.max(8, Math.min(window.innerWidth - 170, box.left))}px`;
    }
  };
  const setDone = (issue: CreatedIssue | undefined): void => {
    filed = issue;
    send.textContent = issue ? 'Open on GitHub' : 'Create Issue';
    cancel.textContent = issue ? 'Close' : 'Cancel';
    title.readOnly = body.readOnly = issue !== undefined;
  };
  const report = async (): Promise<void> => {
    offer.hidden = true;
    heading.textContent = 'Report an issue';
    setDone(undefined);
    title.value = body.value = '';
    send.toggleAttribute('disabled', true);
    tell('Looking up the repository…', 'busy');
    const text = passage();
    node.showModal();
    try {
      const found = await draft(text);
      heading.textContent = `Report an issue in ${found.repository}`;
      title.value = found.title;
      body.value = found.body;
      send.toggleAttribute('disabled', false);
      tell('');
      // The comment goes below the quotation.
      body.focus();
      body.setSelectionRange(body.value.length, body.value.length);
    } catch (error) {
      tell(messageOf(error), 'error');
    }
  };
  const file = async (): Promise<void> => {
    if (filed) {
      onOpen(filed.url);
      return;
    }
    if (sending || title.value.trim() === '') {
      title.focus();
      return;
    }
    sending = true;
    send.toggleAttribute('disabled', true);
    tell('Creating the issue…', 'busy');
    try {
      const issue = await create(title.value.trim(), body.value);
      tell(`Issue #${issue.number} was created.`, 'done');
      setDone(issue);
    } catch (error) {
      // What was written stays: the user may try again.
      tell(messageOf(error), 'error');
    }
    sending = false;
    send.toggleAttribute('disabled', false);
  };
  document.addEventListener('selectionchange', place);
  // A mouse button down on the offer must not end the selection.
  offer.addEventListener('mousedown', (event) => event.preventDefault());
  offer.addEventListener('click', () => void report());
  cancel.addEventListener('click', () => node.close());
  send.addEventListener('click', () => void file());
  return {
    nodes: [offer, node],
    report,
    enable: (value) => {
      enabled = value;
      place();
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
