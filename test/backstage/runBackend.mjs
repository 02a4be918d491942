// Runs a real Backstage catalog backend on a folder until its standard input ends: node runBackend.mjs ORACLE DIR
// ORACLE is a folder with Backstage's packages and lib.mjs, which shows a folder as a GitHub repository. Every entity file of DIR
// becomes a location of its own. Prints one line of JSON when all is processed and stitched: { url }.
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [oracle = '', dir = ''] = process.argv.slice(2).map((argument) => resolve(argument));
process.env.NODE_ENV ??= 'test';
const require = createRequire(join(oracle, 'package.json'));
const { isEntityFile, mapRepository, walk } = await import(pathToFileURL(join(oracle, 'lib.mjs')).href);
const { startTestBackend, mockServices } = require('@backstage/backend-test-utils');
const { createBackendModule, createServiceFactory, coreServices } = require('@backstage/backend-plugin-api');

const mapped = mapRepository(dir);
const kinds = ['Component', 'API', 'Location', 'Resource', 'System', 'Domain', 'Group', 'User', 'Template'];
let knex;
const probe = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'probe',
  register: (registration) =>
    registration.registerInit({
      deps: { database: coreServices.database },
      init: async ({ database }) => {
        knex = await database.getClient();
      },
    }),
});
const backend = await startTestBackend({
  features: [
    require('@backstage/plugin-catalog-backend').default,
    require('@backstage/plugin-catalog-backend-module-scaffolder-entity-model').default,
    probe,
    mockServices.rootConfig.factory({
      data: {
        backend: { baseUrl: 'http://localhost:7007', listen: { port: 0, host: '127.0.0.1' }, database: { client: 'better-sqlite3', connection: ':memory:' } },
        integrations: { github: [{ host: 'github.com' }] },
        catalog: {
          processingInterval: { hours: 10 },
          stitchingStrategy: { pollingInterval: { milliseconds: 50 } },
          rules: [{ allow: kinds }],
          locations: walk(dir, isEntityFile).map((file) => ({ type: 'url', target: mapped.toUrl(file) })),
        },
      },
    }),
    mockServices.rootLogger.factory({ level: 'none' }),
    mockServices.scheduler.factory(),
    mockServices.database.factory(),
    createServiceFactory({ service: coreServices.urlReader, deps: {}, factory: () => mapped.reader }),
  ],
});

const count = async (query) => Number((await query.count({ c: '*' }))[0].c);
let before = '';
for (let still = 0; still < 10; ) {
  await new Promise((done) => setTimeout(done, 100));
  const state = [
    await count(knex('refresh_state')),
    await count(knex('refresh_state').where('next_update_at', '<=', knex.fn.now())),
    await count(knex('stitch_queue')),
    await count(knex('final_entities').whereNotNull('final_entity')),
  ];
  const isDone = state[0] > 0 && state[1] === 0 && state[2] === 0;
  still = isDone && state.join() === before ? still + 1 : 0;
  before = state.join();
}
console.log(JSON.stringify({ url: `http://127.0.0.1:${backend.server.port()}` }));

// Whoever started it may be gone without a word.
process.stdin.resume();
await new Promise((done) => process.stdin.once('end', done));
await Promise.race([backend.stop(), new Promise((done) => setTimeout(done, 3000))]);
process.exit(0);
