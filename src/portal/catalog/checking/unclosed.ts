import { isCollection, isScalar, visit } from 'yaml';
import type { YamlDocument } from './yamlStream';

/**
 * Where the bracket or quote stands that was never closed, if one was before a place. The parser notices at the first thing that
 * does not fit, lines below; a person looks for what was opened.
 *
 * @param at offset of what the parser complains about @returns the offset of the opening character
 */
export function openingOf(document: YamlDocument, text: string, at: number): number | undefined {
  let found: number | undefined;
  visit(document, (_key, node) => {
    const [start, end] = (isScalar(node) || isCollection(node) ? node.range : undefined) ?? [];
    if (start === undefined || end === undefined || start >= at) {
      return undefined;
    }
    const opening = text[start];
    if (isCollection(node) && (opening === '[' || opening === '{')) {
      found = text[end - 1] === (opening === '[' ? ']' : '}') && end > start + 1 ? found : start;
    } else if (isScalar(node) && (opening === '"' || opening === "'") && at >= end - 1) {
      found = end > start + 1 && text[end - 1] === opening ? found : start;
    }
    return undefined;
  });
  return found;
}
