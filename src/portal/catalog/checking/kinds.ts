import {
  aiResource,
  aiResourceMarketplace,
  aiResourcePlugin,
  aiResourceRule,
  aiResourceSkill,
  api,
  apiMcpServer,
  component,
  domain,
  group,
  location,
  resource,
  system,
  template,
  user,
} from 'stagedoor:validators';
import type { SchemaError, SchemaValidator } from 'stagedoor:validators';
import type { JsonObject } from '../entity';
import { AI_FIELDS, BUILT_IN_FIELDS, OWNER, SYSTEM, type RelationField } from '../model/relationModel';

/** One version of a kind. */
export interface KindRules {
  readonly kind: string;
  readonly apiVersion: string;
  /** Left out where it is for every `spec.type` that no other version is for. */
  readonly specType?: string;
  /** What is wrong with an entity by the kind's schema. */
  readonly validate: (document: JsonObject) => readonly SchemaError[];
  readonly fields: readonly RelationField[];
}

const CORE = ['backstage.io/v1alpha1', 'backstage.io/v1beta1'];
const SCAFFOLDER = ['scaffolder.backstage.io/v1beta3'];
const ALPHA = ['backstage.io/v1alpha1'];

function kind(name: string, apiVersions: readonly string[], validator: SchemaValidator, fields = BUILT_IN_FIELDS[name] ?? [], specType?: string): readonly KindRules[] {
  const validate = (document: JsonObject): readonly SchemaError[] => (validator(document) ? [] : (validator.errors ?? []));
  return apiVersions.map((apiVersion) => ({ kind: name, apiVersion, validate, fields, ...(specType !== undefined && { specType }) }));
}

/** The kinds of a default Backstage. Source: the kind validators of @backstage/catalog-model 1.10.1 and the scaffolder's entity module. */
export const BUILT_IN_KINDS: readonly KindRules[] = [
  ...kind('Component', CORE, component),
  ...kind('API', CORE, api),
  ...kind('Resource', CORE, resource),
  ...kind('System', CORE, system),
  ...kind('Domain', CORE, domain),
  ...kind('Group', CORE, group),
  ...kind('User', CORE, user),
  ...kind('Location', CORE, location),
  ...kind('Template', SCAFFOLDER, template),
];

const ai = (validator: SchemaValidator, specType?: string) => kind('AiResource', ALPHA, validator, [OWNER, SYSTEM, ...(AI_FIELDS[specType ?? ''] ?? [])], specType);

/** What the AI layers of the newer model add. */
export const AI_KINDS: readonly KindRules[] = [
  ...ai(aiResource),
  ...ai(aiResourceSkill, 'skill'),
  ...ai(aiResourceRule, 'rule'),
  ...ai(aiResourcePlugin, 'plugin'),
  ...ai(aiResourceMarketplace, 'marketplace'),
  ...kind('API', CORE, apiMcpServer, BUILT_IN_FIELDS['API'], 'mcp-server'),
];
