import type { Range } from '../../catalog/entity';
import { scalarOf, type OutlineNode } from '../outlineNode';

/** The pages and addresses that a navigation names, however deep. */
export function navTargets(nav: OutlineNode | undefined): readonly { readonly target: string; readonly range: Range }[] {
  return (nav?.children ?? []).flatMap((node) => {
    const target = scalarOf(node);
    return node.children.length === 0 && target !== undefined && node.value ? [{ target, range: node.value.range }] : navTargets(node);
  });
}
