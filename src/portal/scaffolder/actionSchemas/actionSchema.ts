import type { JsonValue } from '../../catalog/entity';

/** The part of JSON Schema (draft-07) that actions declare their inputs and outputs with. */
export interface ActionValueSchema {
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, ActionValueSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: ActionValueSchema | boolean;
  readonly items?: ActionValueSchema;
  readonly enum?: readonly JsonValue[];
  readonly const?: JsonValue;
  readonly default?: JsonValue;
  readonly examples?: readonly JsonValue[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly deprecated?: boolean;
  readonly allOf?: readonly ActionValueSchema[];
  readonly anyOf?: readonly ActionValueSchema[];
  readonly oneOf?: readonly ActionValueSchema[];
}

/** What is known of an action of the scaffolder: what it takes, and what it gives. */
export interface ActionSchema {
  /** As steps name it: `publish:github`. */
  readonly id: string;
  readonly description?: string;
  /** The package that brings it. */
  readonly package?: string;
  readonly version?: string;
  /** Whether a dry run runs it too; all others are skipped there. */
  readonly supportsDryRun?: boolean;
  /** For the rendered input: an expression may stand wherever a value is asked for. Left out, anything is taken. */
  readonly input?: ActionValueSchema;
  /** Left out, its outputs are not known. */
  readonly output?: ActionValueSchema;
}

/** The actions that can be spoken of, by id. */
export interface ActionSchemas {
  readonly all: readonly ActionSchema[];
  get(id: string): ActionSchema | undefined;
}

/** @param lists a later one replaces actions of the same id */
export function toActionSchemas(...lists: readonly (readonly ActionSchema[])[]): ActionSchemas {
  const byId = new Map(lists.flat().map((action) => [action.id, action]));
  const all = [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { all, get: (id) => byId.get(id) };
}
