import type { Position, Range } from '../../catalog/entity';
import { dirName } from '../../base/uri';
import type { CompletionItem } from '../completionItem';
import type { LanguageProblem } from '../diagnostics/languageProblem';
import { createTextCache } from '../parsedText';
import type { SourceText } from '../sourceText';
import { mayBeSkeleton } from './mayBeSkeleton';
import { checkSkeleton, completeSkeleton, valueAt } from './skeletonFeatures';
import { skeletonUseOf, type SkeletonUse } from './skeletonUse';

export interface SkeletonPorts {
  /** The text of a file as it is now, unsaved changes included; `undefined` where there is none. */
  read(uri: string): Promise<string | undefined>;
  /** The folder above which no template is looked for. */
  boundaryOf(uri: string): string | undefined;
}

/** What is known of the files of skeletons: those that a `fetch:template` of a template.yaml in a folder above names. */
export interface SkeletonLanguage {
  diagnose(source: SourceText): Promise<readonly LanguageProblem[]>;
  complete(source: SourceText, position: Position): Promise<readonly CompletionItem[]>;
  /** A value: where the template passes it, and what. */
  value(source: SourceText, position: Position): Promise<{ readonly uri: string; readonly range: Range; readonly target: Range; readonly markdown: string } | undefined>;
}

const NAMES = ['template.yaml', 'template.yml'];
/** Folders above a file in which a template is looked for. */
const MOST_LEVELS = 12;
export function createSkeletonLanguage(ports: SkeletonPorts): SkeletonLanguage {
  const texts = createTextCache();

  const useOf = async (uri: string): Promise<SkeletonUse | undefined> => {
    const boundary = ports.boundaryOf(uri);
    let folder = dirName(uri);
    for (let level = 0; level < MOST_LEVELS && boundary !== undefined && folder.startsWith(boundary); level += 1) {
      for (const name of NAMES) {
        const template = `${folder}${name}`;
        const text = template === uri ? undefined : await ports.read(template);
        const parsed = text === undefined ? undefined : texts.get({ uri: template, version: 0, text });
        for (const placed of parsed?.documents ?? []) {
          const use = skeletonUseOf(template, placed, uri);
          if (use) {
            return use;
          }
        }
      }
      folder = dirName(folder.slice(0, -1));
    }
    return undefined;
  };
  const ask = async <T>(source: SourceText, answer: (use: SkeletonUse) => T): Promise<T | undefined> => {
    const use = mayBeSkeleton(source.text) ? await useOf(source.uri) : undefined;
    return use && answer(use);
  };
  return {
    diagnose: async (source) => (await ask(source, (use) => checkSkeleton(source.text, use))) ?? [],
    complete: async (source, position) => (await ask(source, (use) => completeSkeleton(source.text, position, use))) ?? [],
    value: (source, position) =>
      ask(source, (use) => {
        const found = valueAt(source.text, position, use);
        return found && { uri: use.uri, ...found };
      }),
  };
}
