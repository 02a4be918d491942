// Compiles the JSON Schemas of schemas/ to plain functions when the product is built, so that nothing is compiled, and no
// code is made from strings, when it runs. The functions are the virtual module `stagedoor:validators`
// (typed in src/portal/catalog/validators.d.ts). One plugin for esbuild, one for Vite over the same compilation.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import * as esbuild from 'esbuild';

/** Beside scripts/, also where a task carries a copy of this module in out/tasks/. */
const folder = ['../schemas/', '../../schemas/'].map((path) => fileURLToPath(new URL(path, import.meta.url))).find(existsSync) ?? 'schemas';
const MODULE = 'stagedoor:validators';
const SUFFIX = '.schema.json';
/** Keywords that inform people and completion and decide nothing. They would only make the compiled code larger. */
const INFORMING = ['title', 'description', 'examples', 'default', 'deprecated', 'entityRef', 'model', 'serverOnly'];
/** Schemas for every entity; all others are a kind's. */
const SHARED = ['entity-envelope', 'entity', 'metadata'];

function readSchemas() {
  const files = readdirSync(folder).filter((file) => file.endsWith(SUFFIX));
  return new Map(files.map((file) => [basename(file, SUFFIX), JSON.parse(readFileSync(resolve(folder, file), 'utf8'))]));
}

/** A copy without what only informs; names of properties stay, whatever they are. */
function withoutInformation(schema) {
  if (typeof schema !== 'object' || schema === null) {
    return schema;
  }
  if (Array.isArray(schema)) {
    return schema.map(withoutInformation);
  }
  const kept = Object.entries(schema).filter(([key]) => !INFORMING.includes(key));
  return Object.fromEntries(
    kept.map(([key, value]) => [
      key,
      ['properties', 'patternProperties', 'definitions'].includes(key)
        ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withoutInformation(part)]))
        : withoutInformation(value),
    ]),
  );
}

const toExportName = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

/** Of a kind's schema only `spec` is compiled: the rest has been checked by `entity` when a kind is looked at. */
function toSpecSchema(name, schema) {
  return { $id: `spec/${name}`, type: 'object', required: ['spec'], properties: { spec: schema.properties.spec } };
}

/** The source of an ES module without imports: one validating function a schema. */
async function compileValidators() {
  const schemas = readSchemas();
  // Messages and their order are part of the verdict, so the options are those that Backstage gives to ajv.
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strictTypes: false, code: { source: true, esm: true } });
  const names = {};
  for (const [name, schema] of schemas) {
    const compiled = withoutInformation(SHARED.includes(name) ? schema : toSpecSchema(name, schema));
    ajv.addSchema(compiled);
    if (name !== 'metadata') {
      names[toExportName(name)] = compiled.$id;
    }
  }
  const code = standalone.default(ajv, names);
  // ajv's code requires its helpers; bundling takes in the few that are used.
  const result = await esbuild.build({
    stdin: { contents: code, resolveDir: folder, loader: 'js' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    target: 'es2022',
    logLevel: 'silent',
  });
  return result.outputFiles[0].text;
}

/** @returns {import('esbuild').Plugin} */
export function validators() {
  return {
    name: 'validators',
    setup(build) {
      build.onResolve({ filter: /^stagedoor:validators$/ }, () => ({ path: MODULE, namespace: MODULE }));
      build.onLoad({ filter: /.*/, namespace: MODULE }, async () => ({
        contents: await compileValidators(),
        loader: 'js',
        watchFiles: readdirSync(folder).map((file) => resolve(folder, file)),
        watchDirs: [folder],
      }));
    },
  };
}

/** @returns {import('vite').Plugin} */
export function viteValidators() {
  const id = `\0${MODULE}`;
  return {
    name: 'validators',
    enforce: 'pre',
    resolveId: (source) => (source === MODULE ? id : undefined),
    load: (loaded) => (loaded === id ? compileValidators() : undefined),
  };
}
