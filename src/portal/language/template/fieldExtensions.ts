import type { JsonSchema } from '../jsonSchema';

/** A field of a form that Backstage brings beside those of JSON Schema. */
interface FieldExtension {
  readonly name: string;
  readonly description: string;
  readonly options: Readonly<Record<string, JsonSchema>>;
}

const text = (description: string): JsonSchema => ({ type: 'string', description });
const flag = (description: string, otherwise?: boolean): JsonSchema => ({ type: 'boolean', description, ...(otherwise !== undefined && { default: otherwise }) });
const texts = (description: string): JsonSchema => ({ type: 'array', description, items: { type: 'string' } });

const CREDENTIALS: JsonSchema = {
  type: 'object',
  description: 'Asks whoever fills in the form to sign in at the host, and keeps the token as a secret.',
  required: ['secretsKey'],
  properties: {
    secretsKey: text('Name of the secret: `${{ secrets.NAME }}`.'),
    additionalScopes: { type: 'object', description: 'Further scopes of the token, by kind of host.', properties: Object.fromEntries(['github', 'gitlab', 'bitbucket', 'gerrit', 'gitea', 'azure'].map((host) => [host, texts('Scopes.')])) },
  },
};
const FILTER: JsonSchema = { description: 'Which entities may be picked: fields of entities with the values they must have, or a list of these.', anyOf: [{ type: 'object', properties: { kind: text('The kind, or a list of them.'), 'spec.type': text('The type, or a list of them.') } }, { type: 'array' }] };
const DEFAULT_KIND = text('Kind that is meant by a name alone.');
const DEFAULT_NAMESPACE: JsonSchema = { description: 'Namespace that is meant by a name alone; `false` to write it always.', type: ['string', 'boolean'] };
const ARBITRARY = flag('Whether something may be typed that is not in the catalog.', true);
const ENTITY_OPTIONS: Readonly<Record<string, JsonSchema>> = {
  catalogFilter: FILTER,
  defaultKind: DEFAULT_KIND,
  defaultNamespace: DEFAULT_NAMESPACE,
  allowArbitraryValues: ARBITRARY,
  autoSelect: flag('Whether the first match is taken when the field is left.', true),
  allowedKinds: texts('Deprecated: write `catalogFilter`.'),
};

/** Source: the field extensions of @backstage/plugin-scaffolder 1.39.0. */
export const FIELD_EXTENSIONS: readonly FieldExtension[] = [
  { name: 'EntityPicker', description: 'Picks an entity of the catalog. Its value is a ref.', options: ENTITY_OPTIONS },
  { name: 'OwnedEntityPicker', description: 'Picks an entity that whoever fills in the form owns. Its value is a ref.', options: ENTITY_OPTIONS },
  { name: 'MultiEntityPicker', description: 'Picks several entities. Its value is a list of refs.', options: { catalogFilter: FILTER, defaultKind: DEFAULT_KIND, defaultNamespace: DEFAULT_NAMESPACE, allowArbitraryValues: ARBITRARY } },
  { name: 'OwnerPicker', description: 'Picks a group or a user. Its value is a ref.', options: { catalogFilter: FILTER, defaultNamespace: DEFAULT_NAMESPACE, allowArbitraryValues: ARBITRARY } },
  { name: 'MyGroupsPicker', description: 'Picks one of the groups of whoever fills in the form. Its value is a ref.', options: {} },
  { name: 'EntityNamePicker', description: 'A name as the catalog takes it.', options: {} },
  { name: 'EntityTagsPicker', description: 'Tags, with those in use as suggestions. Its value is a list.', options: { kinds: texts('Kinds whose tags are suggested.'), showCounts: flag('Whether it is shown how often each is used.'), helperText: text('Deprecated: write `ui:help`.') } },
  {
    name: 'RepoUrlPicker',
    description: 'Where a repository is or shall be: `github.com?owner=acme&repo=shop`.',
    options: {
      allowedHosts: texts('Hosts to choose from.'),
      allowedOwners: texts('Owners to choose from.'),
      allowedOrganizations: texts('Organizations to choose from.'),
      allowedProjects: texts('Projects to choose from.'),
      allowedRepos: texts('Repositories to choose from.'),
      ownerLabel: text('Another word for the owner.'),
      ownerDescription: text('What is said of the owner.'),
      repoLabel: text('Another word for the repository.'),
      repoDescription: text('What is said of the repository.'),
      disableRepoAutocomplete: flag('Whether no names of repositories are suggested.'),
      requestUserCredentials: CREDENTIALS,
    },
  },
  { name: 'RepoBranchPicker', description: 'Picks a branch.', options: { requestUserCredentials: CREDENTIALS } },
  { name: 'RepoOwnerPicker', description: 'Picks an owner of repositories.', options: { host: text('The host.'), excludedOwners: texts('Owners that are not offered.'), requestUserCredentials: CREDENTIALS } },
  { name: 'Secret', description: 'A secret: steps see it as `${{ secrets.NAME }}` alone.', options: {} },
];
