import { baseName } from '../base/uri';
import type { DocumentText } from './parsedText';

/** Whether a file is a catalog file by its name, whatever stands in it: `catalog-info.yaml`, `catalog-info.shop.yml`. */
export function isCatalogFileName(uri: string): boolean {
  return /^catalog-info\b.*\.ya?ml$/i.test(baseName(uri));
}

/** Whether a document is an entity by its apiVersion. */
export function isBackstageVersion(apiVersion: string | undefined): boolean {
  return apiVersion !== undefined && /^(?:[a-z0-9-]+\.)*backstage\.io\//.test(apiVersion);
}

/** Whether a text can hold an entity at all; quick, for files that are none. */
export function mayHoldEntities(uri: string, text: string): boolean {
  return isCatalogFileName(uri) || text.includes('backstage.io/');
}

/** Whether a document is ours to speak of. */
export function isEntityDocument(uri: string, document: DocumentText): boolean {
  return isCatalogFileName(uri) || isBackstageVersion(document.apiVersion);
}
