import { childAt, scalarOf, scalarsOf, type OutlineNode } from '../outlineNode';

/** A parameter that the form asks for. */
export interface Parameter {
  readonly name: string;
  /** Its entry below `properties`; the first where several branches have it. */
  readonly node: OutlineNode;
  readonly all: readonly OutlineNode[];
  /** As its schema says; `undefined` where it says nothing. */
  readonly type: string | undefined;
  readonly title: string | undefined;
  /** Whether branches of the form depend on it, or it is only shown, so that no step need ask for it. */
  readonly serves: boolean;
}

export interface Page {
  readonly node: OutlineNode;
  readonly title: string | undefined;
  /** Names below `properties` of the page and of its branches. */
  readonly names: ReadonlySet<string>;
}

export interface Parameters {
  readonly byName: ReadonlyMap<string, Parameter>;
  readonly pages: readonly Page[];
  /** Whether there may be others than are written: what an alias, a `$ref` or a merge key stands for is not looked at. */
  readonly open: boolean;
}

const BRANCHES = ['allOf', 'anyOf', 'oneOf'];
const CONDITIONS = ['if', 'then', 'else', 'not'];

export function collectParameters(root: OutlineNode | undefined): Parameters {
  const found = new Map<string, { nodes: OutlineNode[]; serves: boolean }>();
  let open = false;
  const readProperties = (properties: OutlineNode | undefined, serves: boolean, names: Set<string>) => {
    for (const node of properties?.children ?? []) {
      if (node.key === '<<') {
        open = true;
      } else if (node.kind === 'entry') {
        names.add(node.key);
        const entry = found.get(node.key) ?? { nodes: [], serves: false };
        entry.nodes.push(node);
        entry.serves ||= serves || scalarOf(childAt(node, 'const')) !== undefined;
        found.set(node.key, entry);
      }
    }
  };
  const readSchema = (schema: OutlineNode | undefined, conditional: boolean, names: Set<string>): void => {
    if (!schema) {
      return;
    }
    open ||= isOpen(schema);
    readProperties(childAt(schema, 'properties'), conditional, names);
    for (const dependency of childAt(schema, 'dependencies')?.children ?? []) {
      const entry = found.get(dependency.key);
      if (entry) {
        entry.serves = true;
      }
      readSchema(dependency, false, names);
    }
    BRANCHES.forEach((key) => childAt(schema, key)?.children.forEach((branch) => readSchema(branch, false, names)));
    CONDITIONS.forEach((key) => readSchema(childAt(schema, key), key === 'if' || key === 'not', names));
  };
  const pages = (root?.children.some(({ kind }) => kind === 'item') ? root.children : root ? [root] : []).map((node): Page => {
    const names = new Set<string>();
    readSchema(node, false, names);
    return { node, title: scalarOf(childAt(node, 'title')), names };
  });
  open ||= root !== undefined && isOpen(root);
  const byName = new Map([...found].flatMap(([name, { nodes, serves }]) => toParameter(name, nodes, serves)));
  return { byName, pages, open };
}

function toParameter(name: string, nodes: readonly OutlineNode[], serves: boolean): readonly (readonly [string, Parameter])[] {
  // The one with a type is the declaration; branches repeat names to set values for them.
  const node = nodes.find((each) => childAt(each, 'type') !== undefined) ?? nodes[0];
  if (!node) {
    return [];
  }
  const type = scalarOf(childAt(node, 'type'));
  return [[name, { name, node, all: nodes, type, title: scalarOf(childAt(node, 'title')), serves: serves || type === 'null' }]];
}

function isOpen(schema: OutlineNode): boolean {
  return schema.value?.style === 'alias' || childAt(schema, '$ref') !== undefined || childAt(schema, '<<') !== undefined || childAt(schema, '$yaml') !== undefined || childAt(schema, '$json') !== undefined;
}

/** Names that a page requires, with where they stand. */
export function requiredOf(page: Page): readonly { readonly name: string; readonly node: OutlineNode }[] {
  const required = childAt(page.node, 'required');
  const names = scalarsOf(required);
  return (required?.children ?? []).flatMap((node, index) => (node.kind === 'item' && names[index] !== undefined && scalarOf(node) === names[index] ? [{ name: names[index], node }] : []));
}

/** The values a parameter's schema enumerates. */
export function choicesOf({ node }: Parameter): readonly string[] {
  return scalarsOf(childAt(node, 'enum'));
}
