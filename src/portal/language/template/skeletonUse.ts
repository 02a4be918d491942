import { dirName, resolveUri } from '../../base/uri';
import { childAt, scalarOf, type OutlineNode } from '../outlineNode';
import type { PlacedDocument } from '../parsedText';
import { isTemplate, templateModelOf, type Step } from './templateModel';

/** How a template renders a file beside it. */
export interface SkeletonUse {
  /** The template.yaml. */
  readonly uri: string;
  readonly startLine: number;
  readonly steps: readonly Step[];
  /** What is passed to the file, by name: the keys below `values` of the steps. */
  readonly values: ReadonlyMap<string, OutlineNode>;
  /** Whether more may be passed than is written. */
  readonly open: boolean;
  /** Whether the file is written for cookiecutter. */
  readonly cookiecutter: boolean;
}

const FOLDERS = ['fetch:template', 'fetch:cookiecutter'];

/**
 * What a template passes to a file, where one of its steps fetches it.
 * @param uri of the template @param file a URI
 */
export function skeletonUseOf(uri: string, { document, startLine }: PlacedDocument, file: string): SkeletonUse | undefined {
  if (!isTemplate(document)) {
    return undefined;
  }
  const steps = templateModelOf(document).steps.filter((step) => fetches(step, uri, file));
  if (steps.length === 0) {
    return undefined;
  }
  const values = new Map<string, OutlineNode>();
  let open = false;
  for (const { input } of steps) {
    const given = childAt(input, 'values');
    open ||= given?.value !== undefined && given.value.style !== 'flow';
    for (const node of given?.children ?? []) {
      open ||= node.key === '<<';
      values.set(node.key, values.get(node.key) ?? node);
    }
  }
  const cookiecutter = steps.some(({ action, input }) => action === 'fetch:cookiecutter' || scalarOf(childAt(input, 'cookiecutterCompat')) === 'true');
  return { uri, startLine, steps, values, open, cookiecutter };
}

/** Whether a step renders a file, as far as its address is written out. */
function fetches({ action = '', input }: Step, uri: string, file: string): boolean {
  const url = scalarOf(childAt(input, 'url'));
  if (url === undefined || url.includes('${{') || /^[a-z][a-z0-9+.-]*:|^\//i.test(url) || !(FOLDERS.includes(action) || action === 'fetch:template:file')) {
    return false;
  }
  const target = resolveUri(dirName(uri), url.split('/').map((part) => encodeURIComponent(part)).join('/'));
  if (action === 'fetch:template:file') {
    return decode(target) === decode(file);
  }
  const folder = decode(target).replace(/\/?$/, '/');
  const path = decode(file).slice(folder.length);
  return decode(file).startsWith(folder) && !isCopied(input, path);
}

/** Files that are copied as they are, as far as their patterns are plain: a folder with all below it, an ending, or a whole path. */
function isCopied(input: OutlineNode | undefined, path: string): boolean {
  const patterns = (childAt(input, 'copyWithoutTemplating')?.children ?? []).flatMap((node) => scalarOf(node) ?? []);
  const extension = childAt(input, 'templateFileExtension');
  const ending = scalarOf(extension) === 'true' ? '.njk' : scalarOf(extension);
  return patterns.some((pattern) => toRegExp(pattern).test(path)) || (extension !== undefined && ending !== undefined && ending !== 'false' && !path.endsWith(ending));
}

function toRegExp(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^$()|[\]\\{}]/g, '\\$&').replace(/\*\*\/?|\*|\?/g, (wild) => (wild.startsWith('**') ? '.*' : wild === '*' ? '[^/]*' : '[^/]'));
  return new RegExp(`^${escaped}$`);
}

/** Hosts encode URIs in more than one way, so that they are compared decoded. */
function decode(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri; // a lone % sign
  }
}
