import { finish } from '../../../src/portal/base/steps';
import type { CatalogStatus } from '../../../src/portal/catalog/catalogService';
import type { CatalogEntity, Entity, JsonObject } from '../../../src/portal/catalog/entity';
import { toRecord } from '../../../src/portal/catalog/catalogRecord';
import type { CatalogQuery } from '../../../src/portal/catalog/query';
import { createLanguageService, type LanguagePorts, type LanguageService } from '../../../src/portal/language/languageService';
import type { LanguageProblem } from '../../../src/portal/language/diagnostics/languageProblem';
import type { SourceText } from '../../../src/portal/language/sourceText';
import type { CompletionItem, CompletionList } from '../../../src/portal/language/completionItem';
import type { Position } from '../../../src/portal/catalog/entity';

export function entity(kind: string, name: string, spec: JsonObject = {}, metadata: Partial<Entity['metadata']> = {}): Entity {
  return { apiVersion: 'backstage.io/v1alpha1', kind, metadata: { ...metadata, name }, spec };
}

/** A graph that holds just these entities, in this order. */
export function graphOf(entities: readonly Entity[], location?: string): CatalogQuery {
  const all = entities.map((each): CatalogEntity => toRecord(each, { uri: `file:///catalog/${each.metadata.name}.yaml`, document: 0, position: { line: 3, character: 2 }, source: 'github:https://github.com/acme', ...(location !== undefined && { location: `url:${location}`, repository: { host: 'https://github.com', owner: 'acme', name: 'shop', branch: 'main', private: false } }) }));
  const byRef = new Map(all.map((each) => [each.ref, each]));
  return {
    size: all.length,
    get: (ref) => byRef.get(ref),
    kinds: () => [...new Set(all.map((each) => each.entity.kind))],
    byKind: (kind) => all.filter((each) => each.entity.kind.toLowerCase() === kind.toLowerCase()),
    all: () => all,
    relations: () => [],
  };
}

/** A small organization with everything that completion can draw on. */
export const ACME = graphOf([
  entity('Component', 'payment-service', { type: 'service', lifecycle: 'production', owner: 'team-payments', system: 'checkout-platform' }, { title: 'Payments', description: 'Takes *money*.', tags: ['java', 'payments'] }),
  entity('Component', 'order-service', { type: 'service', lifecycle: 'production', owner: 'team-orders' }, { tags: ['java'], annotations: { 'acme.com/cost-centre': '42' }, labels: { 'acme.com/tier': 'gold' } }),
  entity('Component', 'legacy-cart', { type: 'cronjob', lifecycle: 'deprecated', owner: 'team-orders' }),
  entity('API', 'payment-api', { type: 'openapi', lifecycle: 'production', owner: 'team-payments' }),
  entity('API', 'order-api', { type: 'openapi', lifecycle: 'sunset', owner: 'team-orders' }),
  entity('Resource', 'postgres-payments', { type: 'database', owner: 'team-payments' }),
  entity('System', 'checkout-platform', { owner: 'team-payments' }),
  entity('Domain', 'commerce', { owner: 'team-payments' }),
  entity('Group', 'team-payments', { type: 'team', children: [] }, { description: 'Payments people' }),
  entity('Group', 'team-orders', { type: 'team', children: [] }),
  entity('Group', 'auditors', { type: 'team', children: [] }, { namespace: 'external' }),
  entity('User', 'jane', { memberOf: ['team-payments'] }),
]);

export const READ: CatalogStatus = { loading: false, refreshing: false, sources: [{ id: 'github:https://github.com/acme', label: 'acme', readAt: 1 }] };

export function createTestService(ports: { graph?: CatalogQuery; status?: CatalogStatus } & Partial<Omit<LanguagePorts, 'catalog'>> = {}): LanguageService {
  const { graph = ACME, status = READ, locationOf = () => 'https://github.com/acme/shop/blob/main/catalog-info.yaml', ...rest } = ports;
  return createLanguageService({ catalog: { graph, status }, locationOf, ...rest });
}

export const diagnose = (service: LanguageService, source: SourceText): readonly LanguageProblem[] => finish(service.diagnoseInSteps(source));

export const CATALOG_URI = 'file:///shop/catalog-info.yaml';

/** Takes the cursor mark `|` out of a text. A text whose mark cannot be a bar (block scalars) marks the cursor with `‸`. */
export function withCursor(marked: string): { readonly text: string; readonly position: Position } {
  const mark = marked.includes('‸') ? '‸' : '|';
  const offset = marked.lastIndexOf(mark);
  if (offset === -1) {
    throw new Error('No cursor in the text');
  }
  const before = marked.slice(0, offset).split('\n');
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 } };
}

export function complete(marked: string, service: LanguageService = createTestService(), uri = CATALOG_URI): CompletionList {
  const { text, position } = withCursor(marked);
  return service.complete({ uri, version: 1, text }, position);
}

/** Labels in the order in which an editor shows them before anything more is typed. */
export function labels(marked: string, service?: LanguageService, uri?: string): string[] {
  return inOrder(complete(marked, service, uri)).map(({ label }) => label);
}

export function inOrder({ items }: CompletionList): CompletionItem[] {
  return [...items].sort((a, b) => (a.sortText < b.sortText ? -1 : 1));
}

/** The text after an offered item is taken; snippets keep their marks. */
export function accept(marked: string, label: string, service?: LanguageService): string {
  const { text } = withCursor(marked);
  const item = complete(marked, service).items.find((each) => each.label === label);
  if (!item) {
    throw new Error(`${label} is not offered`);
  }
  const lines = text.split('\n');
  const offsetOf = ({ line, character }: Position) => lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
  // As editors do, later lines get the indentation of the line.
  const indent = /^\s*/.exec(lines[item.range.start.line] ?? '')?.[0] ?? '';
  return text.slice(0, offsetOf(item.range.start)) + item.insertText.replaceAll('\n', `\n${indent}`) + text.slice(offsetOf(item.range.end));
}
