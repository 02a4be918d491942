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
import type { SchemaValidator } from 'stagedoor:validators';

/** A field of `spec` that holds an entity ref or a list of them. */
export interface ReferenceField {
  readonly name: string;
  /** The kind of a ref that names none; left out where a ref must name it. */
  readonly defaultKind?: string;
}

/** A kind as Backstage knows it. Source: the kind validators of @backstage/catalog-model 1.10.1 and BuiltinKindsEntityProcessor. */
export interface KindRules {
  readonly apiVersions: readonly string[];
  readonly validator: SchemaValidator;
  readonly references: readonly ReferenceField[];
}

const CORE = ['backstage.io/v1alpha1', 'backstage.io/v1beta1'];
const OWNER: ReferenceField = { name: 'owner', defaultKind: 'Group' };
const SYSTEM: ReferenceField = { name: 'system', defaultKind: 'System' };
const DEPENDENCIES: readonly ReferenceField[] = [{ name: 'dependsOn' }, { name: 'dependencyOf' }];

const BUILT_IN: ReadonlyMap<string, KindRules> = new Map<string, KindRules>([
  [
    'Component',
    {
      apiVersions: CORE,
      validator: component,
      references: [
        OWNER,
        { name: 'subcomponentOf', defaultKind: 'Component' },
        { name: 'providesApis', defaultKind: 'API' },
        { name: 'consumesApis', defaultKind: 'API' },
        ...DEPENDENCIES,
        SYSTEM,
      ],
    },
  ],
  ['API', { apiVersions: CORE, validator: api, references: [OWNER, SYSTEM] }],
  ['Resource', { apiVersions: CORE, validator: resource, references: [OWNER, ...DEPENDENCIES, SYSTEM] }],
  ['System', { apiVersions: CORE, validator: system, references: [OWNER, { name: 'domain', defaultKind: 'Domain' }] }],
  ['Domain', { apiVersions: CORE, validator: domain, references: [OWNER, { name: 'subdomainOf', defaultKind: 'Domain' }] }],
  [
    'Group',
    {
      apiVersions: CORE,
      validator: group,
      references: [
        { name: 'parent', defaultKind: 'Group' },
        { name: 'children', defaultKind: 'Group' },
        { name: 'members', defaultKind: 'User' },
      ],
    },
  ],
  ['User', { apiVersions: CORE, validator: user, references: [{ name: 'memberOf', defaultKind: 'Group' }] }],
  ['Location', { apiVersions: CORE, validator: location, references: [] }],
  ['Template', { apiVersions: ['scaffolder.backstage.io/v1beta3'], validator: template, references: [OWNER] }],
]);

const AI_RESOURCE: KindRules = { apiVersions: ['backstage.io/v1alpha1'], validator: aiResource, references: [OWNER, SYSTEM] };
const aiReference = (name: string): ReferenceField => ({ name, defaultKind: 'AiResource' });

/** What the newer catalog model adds, by kind and `spec.type`. */
const MODEL: ReadonlyMap<string, KindRules> = new Map<string, KindRules>([
  ['AiResource', AI_RESOURCE],
  ['AiResource/skill', { ...AI_RESOURCE, validator: aiResourceSkill, references: [...AI_RESOURCE.references, aiReference('dependsOn')] }],
  ['AiResource/rule', { ...AI_RESOURCE, validator: aiResourceRule }],
  ['AiResource/plugin', { ...AI_RESOURCE, validator: aiResourcePlugin, references: [...AI_RESOURCE.references, aiReference('skills')] }],
  ['AiResource/marketplace', { ...AI_RESOURCE, validator: aiResourceMarketplace, references: [...AI_RESOURCE.references, aiReference('plugins')] }],
  ['API/mcp-server', { apiVersions: CORE, validator: apiMcpServer, references: [OWNER, SYSTEM] }],
]);

/** The rules of a kind, whatever the apiVersion says. `undefined` where Backstage does not know the kind. */
export function rulesOfKind(kind: string, specType: unknown, model: boolean): KindRules | undefined {
  if (model) {
    const rules = (typeof specType === 'string' ? MODEL.get(`${kind}/${specType}`) : undefined) ?? MODEL.get(kind);
    if (rules) {
      return rules;
    }
  }
  return BUILT_IN.get(kind);
}
