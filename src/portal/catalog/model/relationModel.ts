/** A field that names other entities. Source: `relationFields` of a kind version in Backstage's catalog model layers. */
export interface RelationField {
  /** From the root of the entity on: `spec.owner`. */
  readonly path: string;
  /** The relation it makes, seen from the entity that has the field: `ownedBy`. */
  readonly relation: string;
  /** The kind of a ref that names none; left out where a ref must name it. */
  readonly defaultKind?: string;
  /** The namespace of a ref that names none: the entity's own (`inherit`, also when left out), or `default`. */
  readonly defaultNamespace?: 'inherit' | 'default';
  /** Refs to other kinds make no relation, without a word; left out where all may be named. */
  readonly allowedKinds?: readonly string[];
}

/** Which relations the fields of an entity make. */
export interface RelationModel {
  /** @param type `spec.type`: some kinds have fields of their own for some */
  fieldsOf(kind: string, type: unknown): readonly RelationField[];
  /** Whether what is no text is passed over; it is read as a ref all the same where not. */
  readonly textOnly: boolean;
  /** What the other end sees of a relation; `undefined` where it sees nothing. */
  inverseOf(relation: string, fromKind: string, toKind: string): string | undefined;
}

const field = (name: string, relation: string, defaultKind?: string): RelationField => ({ path: `spec.${name}`, relation, ...(defaultKind !== undefined && { defaultKind }) });

export const OWNER = field('owner', 'ownedBy', 'Group');
export const SYSTEM = field('system', 'partOf', 'System');
const DEPENDENCIES: readonly RelationField[] = [field('dependsOn', 'dependsOn'), field('dependencyOf', 'dependencyOf')];

/** In the order in which Backstage looks at them. Source: BuiltinKindsEntityProcessor and the scaffolder's entity module. */
export const BUILT_IN_FIELDS: Readonly<Record<string, readonly RelationField[]>> = {
  Component: [OWNER, field('subcomponentOf', 'partOf', 'Component'), field('providesApis', 'providesApi', 'API'), field('consumesApis', 'consumesApi', 'API'), ...DEPENDENCIES, SYSTEM],
  API: [OWNER, SYSTEM],
  Resource: [OWNER, ...DEPENDENCIES, SYSTEM],
  System: [OWNER, field('domain', 'partOf', 'Domain')],
  Domain: [OWNER, field('subdomainOf', 'partOf', 'Domain')],
  Group: [field('parent', 'childOf', 'Group'), field('children', 'parentOf', 'Group'), field('members', 'hasMember', 'User')],
  User: [field('memberOf', 'memberOf', 'Group')],
  Location: [],
  Template: [OWNER],
};

/** What the newer model adds for an AiResource, by `spec.type`. */
export const AI_FIELDS: Readonly<Record<string, readonly RelationField[]>> = {
  skill: [field('dependsOn', 'dependsOn', 'AiResource')],
  rule: [],
  plugin: [field('skills', 'hasPart', 'AiResource')],
  marketplace: [field('plugins', 'hasPart', 'AiResource')],
};

const PAIRS = [
  ['ownedBy', 'ownerOf'],
  ['partOf', 'hasPart'],
  ['providesApi', 'apiProvidedBy'],
  ['consumesApi', 'apiConsumedBy'],
  ['dependsOn', 'dependencyOf'],
  ['parentOf', 'childOf'],
  ['memberOf', 'hasMember'],
] as const;
const INVERSES: ReadonlyMap<string, string> = new Map(PAIRS.flatMap(([forward, reverse]) => [[forward, reverse], [reverse, forward]]));

const BY_KIND = new Map(Object.entries(BUILT_IN_FIELDS).map(([kind, fields]) => [kind.toLowerCase(), fields]));

/** Relations as a default Backstage makes them: any kind may be named in any field, and each has its reverse. */
export const BUILT_IN_RELATIONS: RelationModel = {
  fieldsOf: (kind, type) => {
    const name = kind.toLowerCase();
    return name === 'airesource' ? [OWNER, SYSTEM, ...((typeof type === 'string' ? AI_FIELDS[type] : undefined) ?? [])] : (BY_KIND.get(name) ?? []);
  },
  textOnly: false,
  inverseOf: (relation) => INVERSES.get(relation),
};
