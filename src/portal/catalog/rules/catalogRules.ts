import type { LocationRef } from '../locations/locationRef';
import { toPatternTest } from '../locations/targetPattern';

/** What of a document decides whether it is let in: `kind` and `spec.type`. */
export interface RuledDocument {
  readonly kind?: unknown;
  readonly spec?: unknown;
}

/**
 * Which kinds may come into the catalog from where: `catalog.rules` and `catalog.locations[].rules` of an app-config.yaml.
 *
 * Backstage asks once for every document of a file, with the location that was *registered* (the origin): of a file that a
 * Location points to, that is where the Location, or the first of a chain of them, was registered. One document that is not
 * allowed keeps its whole file out, and where a Location read the file, the Location and all its other targets too.
 */
export interface CatalogRules {
  /** @param origin what was registered: `{ type: 'url', target: 'https://github.com/acme/shop/blob/main/catalog-info.yaml' }` */
  isAllowed(document: RuledDocument, origin: LocationRef): boolean;
}

/** One entry of `catalog.rules`. */
export interface CatalogRule {
  readonly allow: readonly AllowedKind[];
  /** Any of these; left out, the rule holds everywhere. */
  readonly locations?: readonly RuleLocation[];
}

export interface AllowedKind {
  /** Case does not matter, in `specType` neither. */
  readonly kind: string;
  /** `spec.type`; left out, or empty, any. */
  readonly specType?: string;
}

/** At most one of `exact` and `pattern`; with neither, all locations of the type. */
export interface RuleLocation {
  readonly type: string;
  readonly exact?: string;
  /** A minimatch pattern over the whole address; case does not matter. */
  readonly pattern?: string;
}

/** What holds where an app-config has no `catalog.rules`. */
export const DEFAULT_RULES: readonly CatalogRule[] = [allow(['Component', 'API', 'Location'])];

/** A rule that lets kinds in from everywhere. */
export function allow(kinds: readonly string[]): CatalogRule {
  return { allow: kinds.map((kind) => ({ kind })) };
}

/** A document is let in where any rule allows it. Source: `DefaultCatalogRulesEnforcer` (plugin-catalog-backend 4.0.0). */
export function createCatalogRules(rules: readonly CatalogRule[]): CatalogRules {
  const tests = rules.map(toRuleTest);
  return { isAllowed: (document, origin) => tests.some((test) => test(document, origin)) };
}

/** What Backstage says of a document that is not allowed. @param ref its full ref @param location where its file is */
export function toNotAllowedMessage(ref: string, location: string, origin: string): string {
  return `Entity ${ref} at ${location}, originated at ${origin}, is not of an allowed kind for that location`;
}

type RuleTest = (document: RuledDocument, origin: LocationRef) => boolean;

function toRuleTest({ allow: allowed, locations }: CatalogRule): RuleTest {
  const places = locations?.map(toPlaceTest);
  return (document, origin) => (places?.some((test) => test(origin)) ?? true) && allowed.some((entry) => isOfKind(document, entry));
}

function toPlaceTest({ type, exact, pattern }: RuleLocation): (origin: LocationRef) => boolean {
  const matches = pattern ? toPatternTest(pattern, { ignoreCase: true, dot: true }) : undefined;
  return (origin) => type === origin.type && (!exact || exact === origin.target) && (matches?.(origin.target) ?? true);
}

function isOfKind({ kind, spec }: RuledDocument, allowed: AllowedKind): boolean {
  if (typeof kind !== 'string' || kind.toLowerCase() !== allowed.kind.toLowerCase()) {
    return false;
  }
  if (!allowed.specType) {
    return true;
  }
  const type = typeof spec === 'object' && spec !== null && 'type' in spec ? spec.type : undefined;
  return typeof type === 'string' && type.toLowerCase() === allowed.specType.toLowerCase();
}
