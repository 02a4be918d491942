import { LineCounter, parseAllDocuments } from 'yaml';
import { Slices } from '../../../src/portal/base/pause';
import { CatalogStore } from '../../../src/portal/catalog/catalogStore';
import { checkCatalogFile } from '../../../src/portal/catalog/fileChecker';
import { toShard } from '../../../src/portal/catalog/toShard';
import { quickClock } from '../../portal/github/onLocalGitHub';
import { generateFiles, type GeneratedFile } from '../generatedCatalog';
import type { BenchRow } from '../row';
import { timeOf } from '../time';

const ENTITIES = 10_000;
const ROUNDS = 7;
/** Files that are read the one way, then the other, so that what else the machine does falls on both. */
const STRETCH = 500;

/** All that the catalog does with texts, up to the graph. */
async function toGraph(files: readonly GeneratedFile[], store: CatalogStore): Promise<void> {
  const slices = new Slices(quickClock);
  const shards = [];
  for (const { path, text } of files) {
    const location = `https://github.com/acme/catalog/blob/main/${path}`;
    const { checked, refused } = await checkCatalogFile({ path, content: text, location, skeletonFolders: [] }, () => Promise.resolve(undefined), slices);
    shards.push(toShard({ uri: location, source: 'bench', version: '1', location }, checked, refused, undefined));
  }
  store.apply(shards);
}

function parseOnly(files: readonly GeneratedFile[]): void {
  for (const { text } of files) {
    for (const document of parseAllDocuments(text, { lineCounter: new LineCounter() })) {
      document.toJS();
    }
  }
}

export const textToGraph: BenchRow = {
  id: 'ingest',
  title: `From text to graph, ${ENTITIES.toLocaleString('en')} entities in as many files`,
  unit: 'ms',
  mostTimes: 1.5,
  measure: async () => {
    const files = generateFiles(ENTITIES);
    const values: number[] = [];
    const parsed: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const store = new CatalogStore(() => 0);
      let [ours, theirs] = [0, 0];
      for (let at = 0; at < files.length; at += STRETCH) {
        const some = files.slice(at, at + STRETCH);
        theirs += await timeOf(() => parseOnly(some));
        ours += await timeOf(() => toGraph(some, store));
      }
      if (store.graph.size !== ENTITIES) {
        throw new Error(`${store.graph.size} of ${ENTITIES} entities came in.`);
      }
      values.push(ours);
      parsed.push(theirs);
    }
    const size = files.reduce((sum, { text }) => sum + text.length, 0);
    return { values, against: { name: 'parseAllDocuments with a LineCounter and toJS of the same', values: parsed }, note: `${(size / 1e6).toFixed(1)} MB of YAML, in turns of ${STRETCH} files` };
  },
};
