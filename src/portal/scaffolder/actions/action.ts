import type { JsonObject, JsonValue } from '../../catalog/entity';
import type { Clock } from '../../ports/clock';
import type { ActionValueSchema } from '../actionSchemas/actionSchema';
import type { HostTypes } from '../expressions/repoUrl';
import type { Renderer } from '../expressions/renderer';
import type { Change } from '../run/ledger';
import type { Effect, LogLine } from '../run/taskRecord';
import type { Secrets } from '../run/secrets';
import type { SkeletonReader } from '../template/skeletons';
import type { Template } from '../template/template';
import type { Workspace } from '../workspace/workspace';
import type { CatalogPort } from './ports/catalogPort';
import type { GitHubPort } from './ports/gitHubPort';

/** What actions ask of their host. */
export interface ActionPorts {
  readonly renderer: Renderer;
  readonly skeletons: SkeletonReader;
  readonly clock: Clock;
  /** Left out, `catalog:*` say that there is none. */
  readonly catalog?: CatalogPort;
  /**
   * The GitHub of a host (`github.com`), `undefined` for one that is not configured.
   * @param token what a step brings, used instead of the user's own
   */
  readonly gitHub?: (host: string, token?: string) => GitHubPort | undefined;
  /** Hosts of repositories beside those every Backstage knows. */
  readonly hosts?: HostTypes;
}

/** The user of a task, as the catalog has them. */
export interface TaskUser {
  readonly ref: string;
  readonly entity?: JsonObject;
}

/** One run of an action: for one step, or one of the values a step goes over. */
export interface ActionContext {
  /** Rendered, and valid by the action's schema. */
  readonly input: JsonObject;
  readonly workspace: Workspace;
  readonly template: Template;
  readonly user: TaskUser | undefined;
  readonly secrets: Secrets;
  readonly step: { readonly id: string; readonly name: string };
  readonly taskId: string;
  readonly isDryRun: boolean;
  /** Nothing is to be made, and what cannot be read is told of instead of failing. */
  readonly isPlan: boolean;
  readonly ports: ActionPorts;
  readonly signal: AbortSignal | undefined;
  readonly log: (message: string, level?: LogLine['level']) => void;
  readonly output: (name: string, value: JsonValue) => void;
  /** Keeps a text out of the log. */
  readonly hide: (text: string) => void;
  /** Makes a change elsewhere, once in all runs of the task. @param key tells changes of one step apart */
  readonly once: <T extends JsonValue>(key: string, change: Change<T>, isAnswer: (value: JsonValue) => value is T) => Promise<T>;
  /** A plan could not read what a step fetches. */
  readonly unread: (url: string, reason: string) => void;
}

/** An action of templates: one file each. */
export interface Action {
  readonly id: string;
  /** Whether a dry run runs it. */
  readonly supportsDryRun: boolean;
  readonly description?: string;
  /** JSON Schema of the rendered input; anything is taken where it is left out. */
  readonly input?: ActionValueSchema;
  /** JSON Schema of the output, out of which a dry run makes one where it does not run the action. */
  readonly output?: ActionValueSchema;
  run(context: ActionContext): Promise<void>;
  /** What it would do outside of its workspace. */
  effects?(input: JsonObject, context: { readonly userRef: string | undefined }): readonly Effect[];
}
