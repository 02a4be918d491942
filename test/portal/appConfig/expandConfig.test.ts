import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../src/portal/catalog/entity';
import { parseConfigFile } from '../../../src/portal/appConfig/configFile';
import { expandConfig } from '../../../src/portal/appConfig/expandConfig';
import { mergeConfig } from '../../../src/portal/appConfig/mergeConfig';
import cases from './expandConfig.cases.json';

/** What the real config loader (@backstage/config-loader 1.10, @backstage/config 1.3) makes of each case stands beside it in the file. */
describe('app-config files, as Backstage reads them', () => {
  it.each(cases.map((entry) => [entry.name, entry] as const))('%s', async (_name, entry) => {
    const { order, expected } = entry;
    const files = new Map<string, string>(Object.entries(entry.files));
    const env = new Map<string, string>(Object.entries(entry.env));
    const join = (folder: string, path: string): string => `${folder}${path.replace(/^\.\//, '')}`;
    let merged: JsonValue | undefined;
    for (const name of order) {
      const { data } = parseConfigFile(name, files.get(name) ?? '');
      const expanded = data === undefined ? undefined : await expandConfig(data, '', {
        environment: (variable) => env.get(variable)?.trim(),
        readFile: (folder, path) => {
          const file = join(folder, path);
          const text = files.get(file);
          return Promise.resolve(text === undefined ? undefined : { text, folder: file.slice(0, file.lastIndexOf('/') + 1) });
        },
        isWanted: ([first]) => first === undefined || first === 'catalog',
        note: () => undefined,
      });
      merged = mergeConfig(expanded, merged);
    }
    expect(merged).toEqual(expected);
  });
});
