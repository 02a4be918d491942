import type { Answers, AnswerValue, FieldProblem } from '../portal/scaffolder/answers';
import type { Destination } from '../portal/scaffolder/destination';
import type { FormField } from '../portal/scaffolder/formFields';
import type { FileState } from '../portal/scaffolder/writeFiles';
import type { Protocol } from './message';

// The portal's own words, for webviews, which know the protocol alone.
export type { Answers, AnswerValue, Destination, FieldProblem, FormField };

export interface TemplateCard {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  /** The parameter that names what is made; folder and repository are called like it unless told otherwise. */
  readonly nameField: string;
}

export interface FolderChoice {
  readonly uri: string;
  /** As the user would write it. */
  readonly label: string;
}

export interface OwnerChoice {
  /** Web address of the host. */
  readonly host: string;
  readonly login: string;
  readonly label: string;
}

export type WizardStep = 'template' | 'details' | 'destination' | 'review';

/** Everything filled in so far. */
export interface WizardDraft {
  readonly step: WizardStep;
  readonly template?: string;
  readonly answers: Answers;
  readonly destination?: Destination;
}

export interface WizardRequest {
  readonly template: string;
  readonly answers: Answers;
  readonly destination: Destination;
}

/** What a run that ended early leaves. */
export interface Remains {
  /** What exists by now, one sentence each. */
  readonly exists: readonly string[];
  /** How the repository can be removed: by the host, or only on the page of its settings. Absent where there is none. */
  readonly remove?: 'here' | 'onGitHub';
}

/** A run that ended early. */
export interface UnfinishedRun extends Remains {
  readonly title: string;
}

export interface WizardStart {
  readonly templates: readonly TemplateCard[];
  readonly folders: readonly FolderChoice[];
  readonly owners: readonly OwnerChoice[];
  readonly draft?: WizardDraft;
  readonly unfinished?: UnfinishedRun;
}

export interface ReviewedFile {
  readonly path: string;
  /** Absent where it is no text. */
  readonly text?: string;
  readonly size: number;
  readonly executable: boolean;
  readonly state: FileState;
}

export interface Review {
  /** Names this plan; what is created is what was shown under it. */
  readonly id: string;
  readonly answers: readonly { readonly label: string; readonly value: string }[];
  readonly effects: readonly string[];
  readonly files: readonly ReviewedFile[];
}

export type OutputAction = 'openFolder' | 'openFolderInNewWindow' | 'openOnGitHub' | 'clone' | 'showInCatalog';

export type CreateOutcome =
  | { readonly ok: true; readonly title: string; readonly lines: readonly string[]; readonly actions: readonly OutputAction[] }
  | (Remains & {
      readonly ok: false;
      readonly message: string;
      /** The field of the destination that has to change before it can go on. */
      readonly field?: string;
      /** Files that would be overwritten and were not agreed to. */
      readonly conflicts?: readonly string[];
    });

export interface ScaffoldProtocol extends Protocol {
  readonly hostRequests: {
    start: [params: null, result: WizardStart];
    fields: [params: { readonly template: string }, result: readonly FormField[]];
    check: [params: { readonly template: string; readonly answers: Answers }, result: readonly FieldProblem[]];
    checkDestination: [params: { readonly destination: Destination }, result: readonly FieldProblem[]];
    chooseFolder: [params: null, result: FolderChoice | null];
    review: [params: WizardRequest, result: Review];
    /** Asked twice for one review, it is done once. */
    create: [params: { readonly review: string; readonly overwrite: readonly string[] }, result: CreateOutcome];
    /** Goes on with the unfinished run. */
    resume: [params: null, result: CreateOutcome];
    /** Forgets the unfinished run; what it made stays. */
    forget: [params: null, result: null];
    /** Removes what the unfinished run created, when the user has confirmed it. @returns `null` where they have not */
    remove: [params: null, result: CreateOutcome | null];
    /** Opens the settings of the repository that the unfinished run left. */
    openRepositorySettings: [params: null, result: null];
    /** @returns what to tell the user, where there is something */
    act: [params: { readonly action: OutputAction }, result: string | null];
  };
  readonly hostEvents: {
    draft: WizardDraft | null;
    cancel: null;
  };
  readonly viewEvents: {
    progress: { readonly label: string };
    /** The catalog has changed: owners, systems and names may be others. */
    catalogChanged: null;
  };
}
