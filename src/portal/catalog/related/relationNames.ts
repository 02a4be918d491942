/** What relations are called where they are listed, in the order in which they are of use. Source of the types: @backstage/catalog-model. */
const NAMES: readonly (readonly [type: string, name: string])[] = [
  ['ownedBy', 'Owned by'],
  ['partOf', 'Part of'],
  ['dependsOn', 'Depends on'],
  ['consumesApi', 'Consumes'],
  ['providesApi', 'Provides'],
  ['dependencyOf', 'Needed by'],
  ['apiProvidedBy', 'Provided by'],
  ['apiConsumedBy', 'Consumed by'],
  ['hasPart', 'Has parts'],
  ['childOf', 'Child of'],
  ['parentOf', 'Parent of'],
  ['memberOf', 'Member of'],
  ['hasMember', 'Members'],
  ['ownerOf', 'Owns'],
];

/** `dependsOn` → `Depends on`; a type of somebody's own as its words: `deployedTo` → `Deployed to` */
export function relationName(type: string): string {
  const known = NAMES.find(([name]) => name === type);
  if (known) {
    return known[1];
  }
  const words = type.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/[-_]+/g, ' ').toLowerCase().trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function compareRelationTypes(a: string, b: string): number {
  return placeOf(a) - placeOf(b) || (a < b ? -1 : a > b ? 1 : 0);
}

function placeOf(type: string): number {
  const place = NAMES.findIndex(([name]) => name === type);
  return place === -1 ? NAMES.length : place;
}
