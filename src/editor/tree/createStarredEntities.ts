import type { Memento } from 'vscode';
import { StarredEntities } from './starredEntities';

const KEY = 'stagedoor.starredEntities';

/** The stars of this user, on all of their machines where settings are synchronized. */
export function createStarredEntities(memory: Memento & { setKeysForSync(keys: readonly string[]): void }): StarredEntities {
  memory.setKeysForSync([KEY]);
  return new StarredEntities({ load: () => memory.get<unknown>(KEY), save: (refs) => void memory.update(KEY, refs) });
}
