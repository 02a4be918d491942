import { dirName } from '../base/uri';
import { toUriBelow } from '../catalog/placeholderTargets';
import type { ConfiguredLocation } from './appConfig';
import type { ConfigPath } from './configFile';
import { uriInside } from './configUri';
import type { ConfigValues } from './configValues';
import { showPath } from './expandConfig';

/** `catalog.locations`. Source: `ConfigLocationEntityProvider` (plugin-catalog-backend 4.0.0). @param resolveFile a file's URIs */
export function readLocations(locations: ConfigValues, resolveFile: (target: string, path: ConfigPath) => readonly string[]): readonly ConfiguredLocation[] {
  return locations.items().flatMap((location) => {
    if (!location.isMap()) {
      return [];
    }
    const type = location.at('type').text();
    const target = location.at('target').text();
    if (type === undefined || target === undefined) {
      location.note(`${showPath(location.path)} is left out: it needs a type and a target.`);
      return [];
    }
    if (type !== 'url' && type !== 'file') {
      location.note(`${showPath(location.path)} is not read: Stagedoor reads locations of the types url and file, and this one is ${type}.`);
      return [];
    }
    const targets = type === 'url' ? [target] : resolveFile(target, location.path);
    if (targets.length === 0) {
      location.note(`${showPath(location.path)} is not read: ${target} lies outside of the folder or repository of the app-config.`);
      return [];
    }
    return [{ type, targets, written: target }];
  });
}

/** Where a developer starts a backend; relative names begin there. */
const BACKEND = 'packages/backend';

/**
 * A file is named relative to where Backstage is started, which no file tells: mostly `packages/backend` beside the app-config,
 * or, as in an image, the app-config's own folder. Both are tried, in this order.
 */
export function toFileTargets(target: string, file: { readonly uri: string; readonly root: string } | undefined): readonly string[] {
  if (!file) {
    return [];
  }
  const own = dirName(file.uri).replace(/\/$/, '');
  const found = [toUriBelow(own, BACKEND), own].map((folder) => uriInside(file.root, folder, target));
  return [...new Set(found.filter((uri) => uri !== undefined))];
}
