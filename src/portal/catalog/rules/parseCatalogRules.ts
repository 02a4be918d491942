import type { JsonValue } from '../entity';
import { createSettingReader, isAbsent } from '../settingValues';
import { type AllowedKind, type CatalogRule, type CatalogRules, createCatalogRules, DEFAULT_RULES, type RuleLocation } from './catalogRules';

const { toObject, toList, toText, invalid } = createSettingReader('The catalog rules');

export interface RulesOptions {
  /** What holds where there is no `catalog.rules`; Component, API and Location when left out, as in Backstage. */
  readonly defaults?: readonly CatalogRule[];
  /** Makes the target of a `type: file` location absolute, as the origin of its entities is; left out, it stays as written. */
  readonly resolveFile?: (target: string) => string;
}

/**
 * Reads the `catalog` section of an app-config.yaml, environment variables and includes filled in:
 *
 *     rules:                                   # replaces the default
 *       - allow: [Component, API, {kind: Resource, spec.type: database}]
 *       - allow: [Template]
 *         locations:
 *           - {type: url, pattern: 'https://github.com/acme/*\/blob/main/template.yaml'}   # or exact: …
 *     locations:
 *       - {type: url, target: 'https://github.com/acme/org/blob/main/users.yaml', rules: [{allow: [User, Group]}]}
 *
 * Source: `DefaultCatalogRulesEnforcer.fromConfig` (plugin-catalog-backend 4.0.0), where a section it cannot read stops the start.
 * @param catalog the section; `undefined` or null where there is none
 * @throws PortalError `invalid`, its `field` the place: `catalog.rules[0].allow[1]`
 */
export function parseCatalogRules(catalog: JsonValue | undefined, options: RulesOptions = {}): CatalogRules {
  return createCatalogRules(readCatalogRules(catalog, options));
}

/** `parseCatalogRules` as data. */
export function readCatalogRules(catalog: JsonValue | undefined, { defaults = DEFAULT_RULES, resolveFile = (target) => target }: RulesOptions = {}): readonly CatalogRule[] {
  const { rules, locations } = isAbsent(catalog) ? {} : toObject(catalog, 'catalog');
  const general = isAbsent(rules) ? defaults : toList(rules, 'catalog.rules').map((rule, index) => readRule(rule, `catalog.rules[${index}]`));
  const special = isAbsent(locations) ? [] : toList(locations, 'catalog.locations').flatMap((location, index) => readLocationRules(location, `catalog.locations[${index}]`, resolveFile));
  return [...general, ...special];
}

function readRule(value: JsonValue, field: string): CatalogRule {
  const { allow, locations } = toObject(value, field);
  const allowed = toList(allow, `${field}.allow`).map((entry, index) => readAllowed(entry, `${field}.allow[${index}]`));
  return isAbsent(locations) ? { allow: allowed } : { allow: allowed, locations: toList(locations, `${field}.locations`).map((location, index) => readLocation(location, `${field}.locations[${index}]`)) };
}

function readAllowed(value: JsonValue, field: string): AllowedKind {
  if (typeof value === 'string') {
    return { kind: value };
  }
  const entry = toObject(value, field);
  const type = entry['spec.type'];
  const kind = toText(entry['kind'], `${field}.kind`);
  return isAbsent(type) ? { kind } : { kind, specType: toText(type, `${field}['spec.type']`) };
}

function readLocation(value: JsonValue, field: string): RuleLocation {
  const { type, exact, pattern } = toObject(value, field);
  if (exact && pattern) {
    throw invalid(field, 'has both exact and pattern, which exclude each other');
  }
  return {
    type: toText(type, `${field}.type`),
    ...(!isAbsent(exact) && { exact: toText(exact, `${field}.exact`) }),
    ...(!isAbsent(pattern) && { pattern: toText(pattern, `${field}.pattern`) }),
  };
}

function readLocationRules(value: JsonValue, field: string, resolveFile: (target: string) => string): readonly CatalogRule[] {
  const location = toObject(value, field);
  if (isAbsent(location['rules'])) {
    return [];
  }
  const type = toText(location['type'], `${field}.type`);
  const target = toText(location['target'], `${field}.target`);
  return toList(location['rules'], `${field}.rules`).map((rule, index) => {
    const place = `${field}.rules[${index}]`;
    // Of a location's own rules Backstage reads kinds alone.
    const kinds = toList(toObject(rule, place)['allow'], `${place}.allow`).map((kind, at) => toText(kind, `${place}.allow[${at}]`));
    return { allow: kinds.map((kind) => ({ kind })), locations: [{ type, exact: type === 'file' ? resolveFile(target) : target }] };
  });
}
