import { hashText } from '../../base/hash';
import type { SettingProblem } from '../catalogService';
import { DEFAULT_MODEL, type ModelSettings } from './modelSettings';

/** The model by which files are judged now. */
export interface ModelInForce {
  readonly settings: ModelSettings;
  /** Another one for another model: what was judged by it is judged again then. Empty for a default Backstage. */
  readonly key: string;
  /** Why what is set was left out. */
  readonly problem?: SettingProblem;
}

export function toModelInForce(settings: ModelSettings = DEFAULT_MODEL): ModelInForce {
  const text = JSON.stringify(settings);
  return { settings, key: text === '{}' ? '' : `model:${hashText(text)}` };
}

/** What a file is kept under beside its content: whatever else decides about it. @param parts empty or left out where there is nothing of the kind */
export function judgementKey(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('~');
}
