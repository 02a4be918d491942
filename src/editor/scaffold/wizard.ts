import { isPortalError, messageOf, PortalError } from '../../portal/base/errors';
import type { PublishedRepository } from '../../portal/github/publishState';
import type { Answers, FieldProblem } from '../../portal/scaffolder/answers';
import { checkAnswers, tidyAnswers } from '../../portal/scaffolder/checkAnswers';
import { describeEffects } from '../../portal/scaffolder/describeEffects';
import { checkDestination, type Destination, type FolderDestination } from '../../portal/scaffolder/destination';
import { toFormFields } from '../../portal/scaffolder/formFields';
import { planService, type ServicePlan } from '../../portal/scaffolder/planService';
import type { TemplateManifest } from '../../portal/scaffolder/templateManifest';
import { compareFiles, writeFiles, type FileState } from '../../portal/scaffolder/writeFiles';
import type { CreateOutcome, Remains, Review, ScaffoldProtocol, WizardDraft, WizardRequest } from '../../protocol/scaffold';
import type { EventHandlers, RequestHandlers } from '../webviews/serveWebview';
import { PublishTask } from './publishTask';
import type { Made, WizardPorts } from './wizardPorts';

interface Reviewed {
  readonly id: string;
  readonly request: WizardRequest;
  readonly plan: ServicePlan;
}

/** The host's side of the wizard: checks, plans and carries out, and is never told to write what it has not shown. */
export class Wizard {
  readonly #ports: WizardPorts;
  readonly #progress: (label: string) => void;
  #reviewed: Reviewed | undefined;
  #reviews = 0;
  /** The run under way, or the one that has succeeded for the review: a second click meets it here. */
  #run: { readonly key: string; readonly outcome: Promise<CreateOutcome> } | undefined;
  #stop: AbortController | undefined;
  #made: Made | undefined;

  constructor(ports: WizardPorts, progress: (label: string) => void) {
    this.#ports = ports;
    this.#progress = progress;
  }

  readonly requests: RequestHandlers<ScaffoldProtocol> = {
    start: async () => {
      const { templates, workbench, store } = this.#ports;
      const manifests = await templates.list();
      const task = store.task;
      return {
        templates: manifests.map(({ id, title, description, tags, entity }) => ({ id, title, description, tags, nameField: entity.name })),
        folders: workbench.folders(),
        owners: workbench.owners(),
        ...(store.draft && { draft: store.draft }),
        ...(task && this.#stop === undefined && { unfinished: PublishTask.describe(task, await this.#planFor(task.request)) }),
      };
    },
    fields: async ({ template }) => toFormFields((await this.#template(template)).parameters, this.#ports.catalog.graph),
    check: async ({ template, answers }) => this.#check(await this.#template(template), answers),
    checkDestination: ({ destination }) => this.#checkDestination(destination),
    chooseFolder: async () => (await this.#ports.workbench.chooseFolder()) ?? null,
    review: (request) => this.#review(request),
    create: ({ review, overwrite }) => {
      const reviewed = this.#reviewed;
      if (reviewed?.id !== review) {
        throw new PortalError('conflict', 'The answers have changed since this review. Look at the review again before you create anything.');
      }
      return this.#once(review, (signal) => this.#create(reviewed, new Set(overwrite), signal));
    },
    resume: () => {
      const task = this.#ports.store.task;
      if (!task) {
        throw new PortalError('not-found', 'There is no unfinished run to go on with.');
      }
      return this.#once('resume', async (signal) => this.#publish(task.request, await this.#planFor(task.request), signal));
    },
    forget: async () => {
      await this.#ports.store.setTask(undefined);
      return null;
    },
    remove: async () => {
      const { owner, name } = this.#unfinishedRepository();
      const detail = 'The repository is deleted on GitHub with all it holds, which cannot be undone. You may be asked for the right to delete repositories (delete_repo).';
      const agreed = await this.#ports.workbench.confirm(`Remove ${owner}/${name} from GitHub?`, detail, 'Remove Repository');
      return agreed ? this.#once('remove', (signal) => this.#remove(signal)) : null;
    },
    openRepositorySettings: async () => {
      await this.#ports.workbench.openPage(`${this.#unfinishedRepository().url}/settings`);
      return null;
    },
    act: async ({ action }) => {
      if (!this.#made) {
        throw new PortalError('not-found', 'Nothing has been created yet.');
      }
      return (await this.#ports.workbench.act(action, this.#made)) ?? null;
    },
  };

  readonly events: EventHandlers<ScaffoldProtocol> = {
    draft: (draft: WizardDraft | null) => this.#ports.store.setDraft(draft ?? undefined),
    cancel: () => this.#stop?.abort(),
  };

  /** The outcome of the run under way, for a panel that is closed meanwhile. */
  get running(): Promise<CreateOutcome> | undefined {
    return this.#stop ? this.#run?.outcome : undefined;
  }

  async #template(id: string): Promise<TemplateManifest> {
    const template = (await this.#ports.templates.list()).find((candidate) => candidate.id === id);
    if (!template) {
      throw new PortalError('not-found', `There is no golden path \`${id}\`. Choose another.`);
    }
    return template;
  }

  #check(template: TemplateManifest, answers: Answers): readonly FieldProblem[] {
    return checkAnswers(template.parameters, tidyAnswers(template.parameters, answers), this.#ports.catalog.graph);
  }

  async #checkDestination(destination: Destination): Promise<readonly FieldProblem[]> {
    const problems = checkDestination(destination);
    if (destination.kind !== 'github' || problems.length > 0) {
      return problems;
    }
    const owners = this.#ports.workbench.owners();
    if (!owners.some((owner) => owner.host === destination.host && owner.login === destination.owner)) {
      return [{ field: 'owner', severity: 'error', message: `${destination.owner} is not among the configured organizations.` }];
    }
    try {
      const parameters = { owner: destination.owner, repo: destination.name };
      await this.#ports.gitHub(destination.host).request('GET /repos/{owner}/{repo}', parameters);
      return [{ field: 'name', severity: 'error', message: `${destination.owner}/${destination.name} exists on GitHub already. Choose another name.` }];
    } catch (error) {
      return isPortalError(error, 'not-found')
        ? []
        : [{ field: 'name', severity: 'warning', message: `Whether the name is free could not be found out: ${messageOf(error)}` }];
    }
  }

  async #planFor(request: WizardRequest, signal?: AbortSignal): Promise<ServicePlan> {
    const template = await this.#template(request.template);
    return planService(this.#ports.templates, template, tidyAnswers(template.parameters, request.answers), request.destination, signal);
  }

  async #review(request: WizardRequest): Promise<Review> {
    const { workbench } = this.#ports;
    const template = await this.#template(request.template);
    const problems = [...this.#check(template, request.answers), ...checkDestination(request.destination)];
    const error = problems.find((problem) => problem.severity === 'error');
    if (error) {
      throw new PortalError('invalid', `${error.message} Go back and mend it.`, { field: error.field });
    }
    const plan = await this.#planFor(request);
    const { destination } = request;
    const folder = destination.kind === 'folder' ? this.#folderOf(destination) : undefined;
    const states: ReadonlyMap<string, FileState> = folder === undefined ? new Map() : await compareFiles(plan.files, workbench.target(folder));
    this.#reviewed = { id: `review-${++this.#reviews}`, request, plan };
    return {
      id: this.#reviewed.id,
      answers: toReviewedAnswers(template, tidyAnswers(template.parameters, request.answers)),
      effects: describeEffects(plan, destination, states, folder === undefined ? '' : workbench.label(folder)),
      files: plan.files.map(({ path, text, bytes, executable }) => ({
        path,
        ...(text !== undefined && { text }),
        size: bytes.length,
        executable,
        state: states.get(path) ?? 'new',
      })),
    };
  }

  /** Runs what is asked for under a key once; a run that failed may be asked for again. */
  #once(key: string, start: (signal: AbortSignal) => Promise<CreateOutcome>): Promise<CreateOutcome> {
    if (!this.#ports.workbench.isTrusted()) {
      throw new PortalError('forbidden', 'This workspace is not trusted, so nothing is created from it. Trust it, and try again.');
    }
    if (this.#run?.key === key) {
      return this.#run.outcome;
    }
    if (this.#stop) {
      throw new PortalError('conflict', 'Something is being created already. Wait until it is done.');
    }
    const stop = new AbortController();
    this.#stop = stop;
    const outcome = start(stop.signal)
      .catch((error: unknown) => toFailure(error, []))
      .then((result) => {
        this.#stop = undefined;
        if (!result.ok) {
          this.#run = undefined;
        }
        return result;
      });
    this.#run = { key, outcome };
    return outcome;
  }

  async #create({ request, plan }: Reviewed, overwrite: ReadonlySet<string>, signal: AbortSignal): Promise<CreateOutcome> {
    const { destination } = request;
    return destination.kind === 'github' ? this.#publish(request, plan, signal) : this.#write(destination, plan, overwrite, signal);
  }

  #folderOf(destination: FolderDestination): string {
    return destination.name === '' ? destination.parent : this.#ports.workbench.join(destination.parent, destination.name);
  }

  async #write(destination: FolderDestination, plan: ServicePlan, overwrite: ReadonlySet<string>, signal: AbortSignal): Promise<CreateOutcome> {
    const { workbench } = this.#ports;
    const folder = this.#folderOf(destination);
    const written: string[] = [];
    try {
      const onProgress = (path: string): void => {
        written.push(path);
        this.#progress(`Writing ${path}`);
      };
      const result = await writeFiles(plan.files, workbench.target(folder), { overwrite, signal, onProgress });
      if (result.conflicts.length > 0) {
        const message = 'Nothing was written, because files are there that would be overwritten. Tick those you can do without, or choose another folder.';
        return { ok: false, message, exists: [], conflicts: result.conflicts };
      }
    } catch (error) {
      // The last one is the one that failed.
      const done = written.slice(0, -1);
      const exists = done.length === 0 ? [] : [`${done.length} of ${plan.files.length} files are in ${workbench.label(folder)}. Going on writes the rest.`];
      return toFailure(error, exists);
    }
    const line = `${plan.files.length} files are in ${workbench.label(folder)}.`;
    return this.#succeed({ entityRef: plan.entityRef, folder }, `${plan.name} is written`, [line]);
  }

  async #publish(request: WizardRequest, plan: ServicePlan, signal: AbortSignal): Promise<CreateOutcome> {
    const task = new PublishTask(this.#ports, request, plan, this.#progress);
    const result = await task.run(signal);
    if ('error' in result) {
      return toFailure(result.error, result.exists, result.remove);
    }
    const { repository, commit } = result;
    const lines = [`${repository.url} holds ${plan.files.length} files in one commit, ${commit.slice(0, 7)}.`];
    return this.#succeed({ entityRef: plan.entityRef, repository }, `${repository.owner}/${repository.name} is created`, lines);
  }

  #unfinishedRepository(): PublishedRepository {
    const repository = this.#ports.store.task?.state.repository;
    if (!repository) {
      throw new PortalError('not-found', 'No unfinished run has left a repository.');
    }
    return repository;
  }

  async #remove(signal: AbortSignal): Promise<CreateOutcome> {
    const { owner, name } = this.#unfinishedRepository();
    const task = this.#ports.store.task;
    const failure = task && (await new PublishTask(this.#ports, task.request, await this.#planFor(task.request), this.#progress).remove(signal));
    return failure
      ? toFailure(failure.error, failure.exists, failure.remove)
      : { ok: true, title: `${owner}/${name} is removed`, lines: ['The repository is no longer on GitHub.'], actions: [] };
  }

  async #succeed(made: Made, title: string, lines: readonly string[]): Promise<CreateOutcome> {
    this.#made = made;
    await this.#ports.store.setDraft(undefined);
    // Not awaited: the service exists, whatever becomes of this reading. `refresh` reports failures in the catalog's status.
    this.#ports.catalog.refresh('manual').catch((error: unknown) => this.#ports.log.debug(`The catalog was not read again: ${messageOf(error)}`));
    return { ok: true, title, lines, actions: await this.#ports.workbench.actionsFor(made) };
  }
}

function toFailure(error: unknown, exists: readonly string[], remove?: Remains['remove']): CreateOutcome {
  const isOurs = isPortalError(error);
  const message = isOurs && error.reason === 'cancelled' ? 'Stopped, as you asked.' : messageOf(error);
  const field = isOurs ? error.details.field : undefined;
  return { ok: false, message, exists, ...(remove && { remove }), ...(field !== undefined && { field }) };
}

function toReviewedAnswers(template: TemplateManifest, answers: Answers): { label: string; value: string }[] {
  return Object.entries(template.parameters.properties).flatMap(([key, parameter]) => {
    const value = answers[key];
    return value === undefined ? [] : [{ label: parameter.title, value: typeof value === 'object' ? value.join(', ') : String(value) }];
  });
}
