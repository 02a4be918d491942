import { isPortalError, PortalError } from '../../portal/base/errors';
import { publish, type Published } from '../../portal/github/publish';
import { describePublishState, type PublishRequest, type PublishState, type PublishStep } from '../../portal/github/publishState';
import { removalOf, removePublished } from '../../portal/github/removePublished';
import type { ServicePlan } from '../../portal/scaffolder/planService';
import type { Remains, UnfinishedRun, WizardRequest } from '../../protocol/scaffold';
import type { StoredTask, WizardPorts } from './wizardPorts';

const LABELS: Readonly<Record<PublishStep, string>> = {
  repository: 'Creating the repository',
  bootstrap: 'Starting its main branch',
  blobs: 'Sending files',
  tree: 'Sending all files',
  commit: 'Making the commit',
  branch: 'Moving the branch to the commit',
  'default-branch': 'Setting the default branch',
};

/** One run that publishes to GitHub. What it has done is kept after every call, so that a later run goes on. */
export class PublishTask {
  readonly #ports: WizardPorts;
  readonly #request: WizardRequest;
  readonly #publish: PublishRequest;
  readonly #progress: (label: string) => void;

  constructor(ports: WizardPorts, request: WizardRequest, plan: ServicePlan, progress: (label: string) => void) {
    this.#ports = ports;
    this.#request = request;
    this.#publish = toPublishRequest(request, plan);
    this.#progress = progress;
  }

  static describe(task: StoredTask, plan: ServicePlan): UnfinishedRun {
    const request = toPublishRequest(task.request, plan);
    return { title: `Publishing ${request.owner}/${request.name} did not finish`, ...remains(request, task.state) };
  }

  /** @returns what was published, or why it ended and what exists by then */
  async run(signal: AbortSignal): Promise<Published | EndedEarly> {
    const { store, gitHub, clock } = this.#ports;
    const { destination } = this.#request;
    if (destination.kind !== 'github') {
      throw new PortalError('invalid', 'This is not to be published on GitHub.');
    }
    let state: PublishState = sameTarget(store.task?.request, this.#request) ? (store.task?.state ?? {}) : {};
    const save = async (next: PublishState): Promise<void> => {
      state = next;
      // Before anything exists there is nothing to go on with.
      const isWorthKeeping = next.repository !== undefined || next.pending !== undefined;
      await store.setTask(isWorthKeeping ? { request: this.#request, state: next } : undefined);
    };
    const onProgress = (step: PublishStep): void => this.#progress(LABELS[step]);
    try {
      const published = await withRights(this.#ports, destination.host, signal, this.#progress, () =>
        publish(gitHub(destination.host), this.#publish, { state, save, onProgress, signal, now: () => clock.now() }),
      );
      await store.setTask(undefined);
      return published;
    } catch (error) {
      return { error, ...remains(this.#publish, state) };
    }
  }

  /** Removes from GitHub what an earlier run has created there. @returns why it could not be, where it could not */
  async remove(signal: AbortSignal): Promise<EndedEarly | undefined> {
    const { store, gitHub } = this.#ports;
    const { destination } = this.#request;
    const state = store.task?.state;
    if (destination.kind !== 'github' || !state) {
      throw new PortalError('invalid', 'There is nothing on GitHub to remove.');
    }
    const save = (next: PublishState): Promise<void> => store.setTask({ request: this.#request, state: next });
    this.#progress('Removing the repository');
    try {
      await withRights(this.#ports, destination.host, signal, this.#progress, () => removePublished(gitHub(destination.host), { state: store.task?.state ?? state, save, signal }));
      await store.setTask(undefined);
      return undefined;
    } catch (error) {
      return { error, ...remains(this.#publish, state), remove: 'onGitHub' };
    }
  }
}

interface EndedEarly extends Remains {
  readonly error: unknown;
}

function remains(request: PublishRequest, state: PublishState): Remains {
  const remove = removalOf(state);
  return { exists: describePublishState(request, state), ...(remove && { remove }) };
}

/** Runs, and where GitHub refuses it for want of a right, asks for that right and runs again, as often as one is given. */
async function withRights<T>(
  { askForRight }: WizardPorts,
  host: string,
  signal: AbortSignal,
  progress: (label: string) => void,
  run: () => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await run();
    } catch (error) {
      const scopes = isPortalError(error) ? (error.details.scopes ?? []) : [];
      const [first] = scopes;
      if (first === undefined || signal.aborted) {
        throw error;
      }
      progress(`Waiting for the right ${first}`);
      if (!(await askForRight(host, scopes))) {
        throw error;
      }
    }
  }
}

/** Whether a kept run was after the same repository, so that it is gone on with rather than begun anew. */
function sameTarget(kept: WizardRequest | undefined, request: WizardRequest): boolean {
  const [a, b] = [kept?.destination, request.destination];
  return a?.kind === 'github' && b.kind === 'github' && a.host === b.host && a.owner === b.owner && a.name === b.name && a.private === b.private;
}

function toPublishRequest({ destination, answers }: WizardRequest, plan: ServicePlan): PublishRequest {
  if (destination.kind !== 'github') {
    throw new PortalError('invalid', 'This is not to be published on GitHub.');
  }
  const { owner, name } = destination;
  const description = typeof answers['description'] === 'string' ? answers['description'] : '';
  return { owner, name, description, private: destination.private, branch: 'main', message: 'Initial commit', files: plan.files };
}
