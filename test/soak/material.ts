import { join } from 'node:path';

export const SNAPSHOT = 'catalog-soak';
/** Short, so that what is left behind has to go while we look; in ms. */
export const ABANDONED_AFTER = 1000;

/** Bytes of one of the snapshots that are written in turn. */
export function variantPath(material: string, index: number): string {
  return join(material, `${index}.bin`);
}
