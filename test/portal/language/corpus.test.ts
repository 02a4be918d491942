import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkText } from '../../../src/portal/catalog/checking/checkText';
import type { CatalogEntity } from '../../../src/portal/catalog/entity';
import { toRecord } from '../../../src/portal/catalog/catalogRecord';
import type { CatalogQuery } from '../../../src/portal/catalog/query';
import { CATALOG_SCHEMAS } from '../../../src/portal/language/catalogSchemas';
import { createKindSchemas } from '../../../src/portal/language/kindSchemas';
import { createTextCache } from '../../../src/portal/language/parsedText';
import { mayHoldEntities } from '../../../src/portal/language/recognize';
import { refFieldOf } from '../../../src/portal/language/refFields';
import { refsIn } from '../../../src/portal/language/references';
import { needShared } from '../../shared';
import { READ, createTestService, diagnose } from './testCatalog';

function yamlFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => resolve(entry.parentPath, entry.name))
    .sort();
}

/** A small generator of numbers, the same in every run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

describe('real catalogs', () => {
  const { path: corpus, isThere } = needShared('corpus');
  const files = isThere ? yamlFiles(corpus).map((path) => ({ path, text: readFileSync(path, 'utf8') })).filter(({ path, text }) => mayHoldEntities(path, text)) : [];
  const loading = { ...READ, loading: true };

  it('are judged document by document as they are as a whole', () => {
    expect(files.length).toBeGreaterThan(100);
    for (const { path, text } of files) {
      const service = createTestService({ status: loading, locationOf: () => undefined });
      const found = diagnose(service, { uri: `file://${path}`, version: 1, text }).filter(({ code }) => !/^(?:reference|template)\//.test(code));
      const whole = checkText(text).documents.flatMap(({ problems }) => problems);
      const key = ({ code, message, range }: Pick<(typeof whole)[number], 'code' | 'message' | 'range'>) => JSON.stringify([range.start, range.end, code, message]);
      expect({ path, found: found.map(key).sort() }).toEqual({ path, found: whole.map(key).sort() });
    }
  });

  it('have nothing refused that is valid, with all of them in the catalog', () => {
    const records = new Map<string, CatalogEntity>();
    const places = new Map<string, number>();
    for (const { path, text } of files) {
      for (const { entity, index, position } of checkText(text).documents) {
        if (entity) {
          const record = toRecord(entity, { uri: `file://${path}`, document: index, position, source: 'workspace' });
          places.set(record.ref, (places.get(record.ref) ?? 0) + 1);
          records.set(record.ref, records.get(record.ref) ?? record);
        }
      }
    }
    const all = [...records.values()];
    const graph: CatalogQuery = {
      size: all.length,
      get: (ref) => records.get(ref),
      kinds: () => [...new Set(all.map(({ entity }) => entity.kind))],
      byKind: (kind) => all.filter(({ entity }) => entity.kind.toLowerCase() === kind.toLowerCase()),
      all: () => all,
      relations: () => [],
    };
    let valid = 0;
    for (const { path, text } of files) {
      const { documents, problems } = checkText(text);
      if (problems.length === 0 && documents.every((document) => document.valid !== false)) {
        valid += documents.length;
        const refused = diagnose(createTestService({ graph, locationOf: () => undefined }), { uri: `file://${path}`, version: 1, text }).filter((found) => found.class === 'refused');
        // Real repositories that define the same entity do quarrel.
        expect({ path, refused: refused.filter(({ code, ref = '' }) => code !== 'catalog/duplicate' || places.get(ref) === 1) }).toEqual({ path, refused: [] });
      }
    }
    expect(valid).toBeGreaterThan(300);
  });

  it('have every ref of a valid entity found where it stands', () => {
    const schemas = createKindSchemas(CATALOG_SCHEMAS);
    let found = 0;
    for (const { path, text } of files) {
      const parsed = createTextCache().get({ uri: path, version: 1, text });
      for (const { document } of parsed.documents) {
        const entity = checkText(document.text).documents[0]?.entity;
        if (!entity || document.text.includes('{{')) {
          continue;
        }
        const written = Object.entries(entity.spec ?? {}).flatMap(([field, value]) =>
          [value].flat().filter((each) => typeof each === 'string' && refFieldOf([...schemas.at(document, ['spec', field]), ...schemas.at(document, ['spec', field, 0])]) !== undefined),
        );
        const uses = refsIn(document, schemas);
        expect({ path, refs: uses.map((use) => use.text).sort() }).toEqual({ path, refs: written.sort() });
        for (const { range, text: ref } of uses) {
          expect(document.lines[range.start.line]?.slice(range.start.character, range.end.character)).toBe(ref);
        }
        found += uses.length;
      }
    }
    expect(found).toBeGreaterThan(1000);
  });

  it('can be completed anywhere, whole and cut off, without an error', () => {
    const random = createRandom(7);
    const service = createTestService();
    let version = 0;
    let offered = 0;
    for (const { path, text } of files) {
      for (let times = 0; times < 12; times += 1) {
        const end = Math.floor(random() * text.length);
        const before = text.slice(0, end).split('\n');
        const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
        const cut = text.slice(0, end) + (times % 2 === 0 ? text.slice(end + Math.floor(random() * 30)) : '');
        const source = { uri: `file://${path}`, version: (version += 1), text: cut };
        for (const { range } of service.complete(source, position).items) {
          offered += 1;
          expect(range.start.line).toBe(position.line);
          expect(range.end.line).toBe(position.line);
          expect(range.start.character).toBeLessThanOrEqual(position.character);
          expect(range.end.character).toBeGreaterThanOrEqual(position.character);
        }
        service.hover(source, position);
      }
    }
    expect(offered).toBeGreaterThan(500);
  });

  it('offer every key that stands in them', () => {
    const service = createTestService();
    const missed: string[] = [];
    let asked = 0;
    for (const { path, text } of files) {
      const lines = text.split('\n');
      lines.forEach((line, index) => {
        const key = /^ {2}([a-z][A-Za-z]+):(?:\s|$)/.exec(line)?.[1];
        const section = lines.slice(0, index).findLast((each) => /^\S/.test(each))?.trimEnd();
        const kind = /^kind: (\w+)/m.exec(text.split(/^---/m).find((part) => part.includes(line)) ?? '')?.[1];
        if (key !== undefined && (section === 'spec:' || section === 'metadata:') && !text.includes('{{') && kind !== 'AiResource') {
          asked += 1;
          const { items } = service.complete({ uri: `file://${path}`, version: 1, text }, { line: index, character: 3 });
          if (!items.some(({ label }) => label === key)) {
            missed.push(`${path.slice(corpus.length + 1)}:${index + 1} ${key}`);
          }
        }
      });
    }
    expect(asked).toBeGreaterThan(1000);
    // Keys that Backstage does not know either.
    // Read one by one: where these stand, Backstage does not know them for that kind (`remotes` only in the newer model).
    const foreign = ['apiConsumedBy', 'dependencyOf', 'description', 'displayName', 'domain', 'lifecycle', 'namespace', 'profile', 'providesApis', 'remotes'];
    expect(missed.filter((each) => !foreign.includes(each.split(' ')[1] ?? ''))).toEqual([]);
    expect(missed.length / asked).toBeLessThan(0.05);
  });
});
