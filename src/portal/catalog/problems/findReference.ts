import type { Position, Range } from '../entity';
import { parseEntityRef } from '../entityRef';

/**
 * Where a ref is written in the document of an entity: as a whole value, in any of the forms that mean it. Looked for when
 * somebody wants to see it, since the catalog keeps no positions of relations.
 * @param position of the entity's name
 * @returns `undefined` where it is not written there, as when the file has changed since
 */
export function findReference(text: string, position: Position, targetRef: string): Range | undefined {
  const ref = parseEntityRef(targetRef);
  if (!ref) {
    return undefined;
  }
  const { kind, namespace, name } = ref;
  const forms = new Set([targetRef, `${kind}:${name}`, `${namespace}/${name}`, name].map((form) => form.toLowerCase()));
  const lines = text.split(/\r?\n/);
  const isMark = (line: string | undefined): boolean => line !== undefined && /^---(\s|$)/.test(line);
  let start = Math.min(position.line, lines.length - 1);
  while (start > 0 && !isMark(lines[start])) {
    start--;
  }
  let isSpec = false;
  for (let line = start; line < lines.length && !(line > position.line && isMark(lines[line])); line++) {
    const content = lines[line] ?? '';
    isSpec = /^\S/.test(content) ? /^["']?spec["']?\s*:/.test(content) : isSpec;
    for (const match of isSpec ? content.replace(/(^|\s)#.*$/, '').matchAll(/[^\s"'[\]{},]+/g) : []) {
      if (forms.has(match[0].toLowerCase())) {
        return { start: { line, character: match.index }, end: { line, character: match.index + match[0].length } };
      }
    }
  }
  return undefined;
}
