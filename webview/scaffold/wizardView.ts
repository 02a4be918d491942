import type { Answers, AnswerValue, CreateOutcome, Destination, FieldProblem, Remains, Review, UnfinishedRun, WizardDraft, WizardStart, WizardStep } from '../../src/protocol/scaffold';
import { element } from '../shared/element';
import { createDestinationStep, type DestinationStep } from './destinationStep';
import { createField, type FieldView } from './fields';
import type { Host } from './host';
import { createButton, createOutcome } from './outcomeView';
import { createReviewStep, type ReviewStep } from './reviewStep';
import { createTemplateStep } from './templateStep';

const STEPS: readonly WizardStep[] = ['template', 'details', 'destination', 'review'];
const NAMES: Readonly<Record<WizardStep, string>> = { template: 'Golden path', details: 'Details', destination: 'Destination', review: 'Review' };
const TITLES: Readonly<Record<WizardStep, string>> = {
  template: 'What do you want to create?',
  details: 'About the new service',
  destination: 'Where shall it go?',
  review: 'Look before anything is created',
};
const TYPING_PAUSE = 250;

/** The wizard as a user sees it: one step at a time, kept as a draft with every change. */
export class WizardView {
  readonly #host: Host;
  readonly #status = element('div', { class: 'sd-hidden-text', role: 'status', 'aria-live': 'polite' });
  readonly #page = element('main');
  #start: WizardStart = { templates: [], folders: [], owners: [] };
  #step: WizardStep = 'template';
  #template: string | undefined;
  #answers: Answers = {};
  #destination: Destination | undefined;
  #fields: readonly FieldView[] = [];
  #destinationStep: DestinationStep | undefined;
  #review: { readonly review: Review; readonly step: ReviewStep } | undefined;
  #timer = 0;
  /** Grows with every page that is asked for, so that one that comes late is dropped. */
  #pages = 0;
  /** The same for checks of what is typed: a check never takes the place of a page. */
  #checks = 0;
  #busy = false;

  constructor(root: HTMLElement, host: Host) {
    this.#host = host;
    root.replaceChildren(this.#page, this.#status);
    this.#page.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
        event.preventDefault();
        void this.#next();
      }
    });
  }

  async start(): Promise<void> {
    await this.#guard(async () => {
      this.#start = await this.#host.request('start', null);
      const { draft, unfinished } = this.#start;
      this.#template = draft?.template;
      this.#answers = draft?.answers ?? {};
      this.#destination = draft?.destination;
      if (unfinished) {
        this.#showUnfinished(unfinished);
      } else {
        // A review is made anew from the catalog and the folder as they are by now.
        await this.#show(draft?.template === undefined ? 'template' : draft.step === 'review' ? 'destination' : draft.step);
      }
    });
  }

  showProgress(label: string): void {
    const line = this.#page.querySelector('.progress-label');
    if (line) {
      line.textContent = label;
    }
    this.#status.textContent = label;
  }

  /** The catalog has changed: what it offers is shown anew, unless somebody is typing. */
  refreshFields(): void {
    if (this.#step === 'details' && this.#fields.length > 0 && !this.#page.contains(document.activeElement)) {
      void this.#guard(() => this.#show('details'));
    }
  }

  async #show(step: WizardStep): Promise<void> {
    const page = ++this.#pages;
    const body = await this.#createBody(step);
    if (page !== this.#pages) {
      return;
    }
    this.#step = step;
    const position = STEPS.indexOf(step);
    const steps = STEPS.map((name, index) =>
      element('li', { class: index < position ? 'done' : index === position ? 'current' : 'ahead', 'aria-current': index === position ? 'step' : undefined }, NAMES[name]),
    );
    const next = createButton(step === 'review' ? this.#createLabel() : 'Next', 'primary', () => void this.#next());
    next.classList.add('next');
    this.#page.replaceChildren(
      element('ol', { class: 'steps', 'aria-label': 'Steps' }, ...steps),
      element('h1', { id: 'step-title', tabindex: '-1' }, TITLES[step]),
      body,
      element('p', { class: 'problem page-problem', role: 'alert' }),
      element('div', { class: 'buttons' }, ...(position > 0 ? [createButton('Back', 'secondary', () => void this.#back())] : []), next),
    );
    // A field that goes with the page tells of a last change as it goes: nothing is left to check.
    this.#dropCheck();
    this.#focusTitle();
    this.#saveDraft();
  }

  /** Nothing that was typed is to be checked any more, and the answer to a check under way is not wanted. */
  #dropCheck(): void {
    window.clearTimeout(this.#timer);
    this.#checks++;
  }

  #createLabel(): string {
    return this.#destination?.kind === 'github' ? 'Create Repository' : 'Write Files';
  }

  async #createBody(step: WizardStep): Promise<HTMLElement> {
    switch (step) {
      case 'template':
        return createTemplateStep(this.#start.templates, this.#template, (id) => {
          this.#template = id;
          this.#saveDraft();
        });
      case 'details':
        return this.#createDetails();
      case 'destination': {
        this.#destinationStep = createDestinationStep({
          folders: this.#start.folders,
          owners: this.#start.owners,
          name: this.#name(),
          initial: this.#destination,
          chooseFolder: () => this.#host.request('chooseFolder', null),
          changed: () => {
            this.#destination = this.#destinationStep?.value();
            this.#destinationStep?.show([]);
            this.#saveDraft();
          },
        });
        this.#destination = this.#destinationStep.value();
        return this.#destinationStep.node;
      }
      case 'review': {
        const review = await this.#host.request('review', { template: this.#template ?? '', answers: this.#answers, destination: this.#chosenDestination() });
        const view = createReviewStep(review);
        this.#review = { review, step: view };
        return view.node;
      }
    }
  }

  async #createDetails(): Promise<HTMLElement> {
    const fields = await this.#host.request('fields', { template: this.#template ?? '' });
    const isFirstVisit = Object.keys(this.#answers).length === 0;
    this.#fields = fields.map((field) => createField(field, this.#answers[field.key] ?? (isFirstVisit ? field.default : undefined), () => this.#changed()));
    this.#answers = this.#readAnswers();
    return element('div', { class: 'form' }, ...this.#fields.map((field) => field.node));
  }

  #name(): string {
    const card = this.#start.templates.find(({ id }) => id === this.#template);
    const name = this.#answers[card?.nameField ?? ''];
    return typeof name === 'string' ? name.trim() : '';
  }

  #chosenDestination(): Destination {
    return this.#destination ?? { kind: 'folder', parent: '', name: '' };
  }

  #readAnswers(): Answers {
    const answers: Record<string, AnswerValue> = {};
    for (const field of this.#fields) {
      const value = field.value();
      if (value !== undefined) {
        answers[field.key] = value;
      }
    }
    return answers;
  }

  #changed(): void {
    const before = this.#name();
    this.#answers = this.#readAnswers();
    // A folder or repository that was called like the service goes on being called like it.
    if (this.#destination && this.#destination.name === before) {
      this.#destination = { ...this.#destination, name: this.#name() };
    }
    this.#saveDraft();
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#guard(() => this.#checkTouched()), TYPING_PAUSE);
  }

  async #checkTouched(): Promise<void> {
    const check = ++this.#checks;
    const problems = await this.#host.request('check', { template: this.#template ?? '', answers: this.#answers });
    if (check === this.#checks) {
      this.#fields.forEach((field) => field.show(field.touched() ? problems.find((problem) => problem.field === field.key) : undefined));
    }
  }

  #back(): Promise<void> {
    const previous = STEPS[STEPS.indexOf(this.#step) - 1];
    return this.#guard(async () => {
      if (previous) {
        await this.#show(previous);
      }
    });
  }

  #next(): Promise<void> {
    return this.#guard(async () => {
      if (this.#busy) {
        return;
      }
      this.#busy = true;
      try {
        await this.#goOn();
      } finally {
        this.#busy = false;
      }
    });
  }

  async #goOn(): Promise<void> {
    switch (this.#step) {
      case 'template':
        if (this.#template === undefined) {
          this.#complain('Choose a golden path.');
          return;
        }
        return this.#show('details');
      case 'details': {
        this.#dropCheck();
        this.#answers = this.#readAnswers();
        const problems = await this.#host.request('check', { template: this.#template ?? '', answers: this.#answers });
        this.#fields.forEach((field) => field.show(problems.find((problem) => problem.field === field.key)));
        const errors = this.#errorsOf(problems);
        if (errors.length > 0) {
          this.#fields.find((field) => errors.some((problem) => problem.field === field.key))?.focus();
          return;
        }
        return this.#show('destination');
      }
      case 'destination': {
        const step = this.#destinationStep;
        this.#destination = step?.value();
        const problems = await this.#host.request('checkDestination', { destination: this.#chosenDestination() });
        step?.show(problems);
        if (this.#errorsOf(problems).length > 0) {
          step?.focusProblem(problems);
          return;
        }
        return this.#show('review');
      }
      case 'review':
        return this.#create();
    }
  }

  #errorsOf(problems: readonly FieldProblem[]): readonly FieldProblem[] {
    const errors = problems.filter((problem) => problem.severity === 'error');
    const text = errors.length === 1 ? 'One field needs another look.' : `${errors.length} fields need another look.`;
    this.#complain(errors.length === 0 ? '' : text);
    return errors;
  }

  async #create(): Promise<void> {
    const current = this.#review;
    if (current) {
      const overwrite = current.step.overwrite();
      const kept = current.review.files.filter((file) => file.state === 'different' && !overwrite.includes(file.path));
      if (kept.length > 0) {
        this.#complain(`${kept.map((file) => file.path).join(', ')} would be overwritten. Tick what may be lost, or go back and choose another folder.`);
        current.step.focusConsent();
        return;
      }
      await this.#carryOut(() => this.#host.request('create', { review: current.review.id, overwrite }));
    }
  }

  /** @param run resolves to `null` where the user has thought better of it: then the page is as it was */
  async #carryOut(run: () => Promise<CreateOutcome | null>, heading = 'Creating…'): Promise<void> {
    this.#pages++;
    // A double click has marked the words under it.
    getSelection()?.removeAllRanges();
    const stop = createButton('Stop', 'secondary', () => this.#host.notify('cancel', null));
    const before = [...this.#page.childNodes];
    this.#page.replaceChildren(
      element('div', { class: 'running' }, element('vscode-progress-ring', { 'aria-hidden': 'true' }), element('h1', { id: 'step-title', tabindex: '-1' }, heading), element('p', { class: 'progress-label' }), element('div', { class: 'buttons' }, stop)),
    );
    this.#focusTitle();
    const outcome = await run().catch((error: unknown): CreateOutcome => ({ ok: false, message: error instanceof Error ? error.message : String(error), exists: [] }));
    if (!outcome) {
      this.#page.replaceChildren(...before);
      this.#focusTitle();
      return;
    }
    this.#page.replaceChildren(
      createOutcome(outcome, {
        act: (action) => this.#host.request('act', { action }),
        removal: (remains) => this.#createRemoval(remains),
        retry: () => void this.#guard(() => this.#carryOut(run, heading)),
        back: () => void this.#guard(() => this.#returnFrom(outcome)),
        again: () => void this.#guard(() => this.#startOver()),
      }),
    );
    this.#status.textContent = outcome.ok ? outcome.title : '';
    this.#focusTitle();
  }

  async #returnFrom(outcome: CreateOutcome): Promise<void> {
    if (outcome.ok || outcome.field === undefined) {
      await this.#show(this.#template === undefined ? 'template' : this.#destination ? 'review' : 'details');
      return;
    }
    await this.#show('destination');
    const problems: FieldProblem[] = [{ field: outcome.field, severity: 'error', message: outcome.message }];
    this.#destinationStep?.show(problems);
    this.#destinationStep?.focusProblem(problems);
  }

  async #startOver(): Promise<void> {
    this.#template = undefined;
    this.#answers = {};
    this.#destination = undefined;
    this.#start = await this.#host.request('start', null);
    await this.#show('template');
  }

  #showUnfinished(unfinished: UnfinishedRun): void {
    const resume = (): void => void this.#guard(() => this.#carryOut(() => this.#host.request('resume', null)));
    const forget = (): void =>
      void this.#guard(async () => {
        await this.#host.request('forget', null);
        await this.#show(this.#template === undefined ? 'template' : 'details');
      });
    this.#page.replaceChildren(
      element('h1', { id: 'step-title', tabindex: '-1' }, unfinished.title),
      element('ul', {}, ...unfinished.exists.map((line) => element('li', {}, line))),
      element('p', {}, 'Going on makes only what is missing. Leaving it keeps on GitHub what is there.'),
      element('div', { class: 'buttons' }, createButton('Go On', 'primary', resume), createButton('Leave It', 'secondary', forget), ...this.#createRemoval(unfinished)),
    );
    this.#focusTitle();
  }

  #createRemoval({ remove }: Remains): HTMLElement[] {
    switch (remove) {
      case 'here':
        return [createButton('Remove What Was Created…', 'secondary', () => void this.#guard(() => this.#carryOut(() => this.#host.request('remove', null), 'Removing…')))];
      case 'onGitHub':
        return [createButton('Open Its Settings on GitHub', 'secondary', () => void this.#guard(async () => void (await this.#host.request('openRepositorySettings', null))))];
      default:
        return [];
    }
  }

  #focusTitle(): void {
    this.#page.querySelector<HTMLElement>('#step-title')?.focus();
  }

  #complain(text: string): void {
    const line = this.#page.querySelector('.page-problem');
    if (line) {
      line.className = text === '' ? 'problem page-problem' : 'problem page-problem error';
      line.textContent = text;
    }
  }

  #saveDraft(): void {
    const draft: WizardDraft = {
      step: this.#step,
      answers: this.#answers,
      ...(this.#template !== undefined && { template: this.#template }),
      ...(this.#destination && { destination: this.#destination }),
    };
    this.#host.notify('draft', draft);
  }

  /** Whatever goes wrong is said on the page. */
  async #guard(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      if (this.#page.querySelector('.page-problem')) {
        this.#complain(text);
      } else {
        this.#page.replaceChildren(element('p', { class: 'problem page-problem error', role: 'alert' }, text));
      }
    }
  }
}
