import type { JsonObject, JsonValue } from '../../catalog/entity';

/** A step as a template writes it, with what it leaves out filled in. Source: `TaskStep` of @backstage/plugin-scaffolder-common. */
export interface TemplateStep {
  /** `step-<n>`, counted from 1, where none is given. */
  readonly id: string;
  /** The action where none is given. */
  readonly name: string;
  readonly action: string;
  readonly input?: JsonValue;
  readonly if?: JsonValue;
  readonly each?: JsonValue;
}

/** A page of the wizard: a JSON Schema with `ui:` keys, as the template has it. */
export interface FormPage {
  readonly title: string;
  readonly description: string | undefined;
  readonly schema: JsonObject;
}

/** A template of `scaffolder.backstage.io/v1beta3`, read. */
export interface Template {
  readonly name: string;
  readonly title: string;
  readonly description: string | undefined;
  /** `template:default/node-service` */
  readonly ref: string;
  readonly type: string;
  readonly tags: readonly string[];
  readonly owner: string | undefined;
  readonly pages: readonly FormPage[];
  readonly steps: readonly TemplateStep[];
  readonly output: JsonObject;
  /** The JSON Schema of its secrets, where it has one. */
  readonly secrets: JsonObject | undefined;
  /** Texts of the wizard's buttons: `spec.presentation.buttonLabels`. */
  readonly buttonLabels: JsonObject;
  /** What becomes of a run that was cut: begun anew, or failed. Source: `EXPERIMENTAL_recovery`. */
  readonly recovery: 'none' | 'startOver';
  /** The whole entity, as ingested. */
  readonly entity: JsonObject;
  /** Where template.yaml lies: what relative addresses of skeletons are relative to. */
  readonly url: string;
}
