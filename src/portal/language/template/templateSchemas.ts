import type { ActionSchemas } from '../../scaffolder/actionSchemas/actionSchema';
import { expandSchema, schemasAt, type JsonSchema, type SchemaNode } from '../jsonSchema';
import type { KindSchemas } from '../kindSchemas';
import { nodeAt, scalarOf, type Path } from '../outlineNode';
import type { DocumentText } from '../parsedText';
import { FIELD_EXTENSIONS } from './fieldExtensions';
import { PAGE_SCHEMA } from './formSchema';
import { isTemplate } from './templateModel';

/** The schemas of kinds, with what is known of forms and of the actions of steps where a document is a template. */
export function withTemplate(schemas: KindSchemas, document: DocumentText, actions: ActionSchemas | undefined): KindSchemas {
  return isTemplate(document) ? { kinds: schemas.kinds, at: (kind, path) => [...schemas.at(kind, path), ...templateNodes(document, path, actions)] } : schemas;
}

function templateNodes(document: DocumentText, path: Path, actions: ActionSchemas | undefined): readonly SchemaNode[] {
  const [spec, part, index, key, ...rest] = path;
  if (spec !== 'spec') {
    return [];
  }
  if (part === 'parameters') {
    const inPage = typeof index === 'number' ? path.slice(3) : path.slice(2);
    const isList = nodeAt(document.outline.root, ['spec', 'parameters'])?.children.some(({ kind }) => kind === 'item') === true;
    return isList && typeof index !== 'number' ? [] : formNodes(document, path, inPage);
  }
  if (part !== 'steps' || typeof index !== 'number' || key !== 'input') {
    return [];
  }
  const action = scalarOf(nodeAt(document.outline.root, ['spec', 'steps', index, 'action']));
  const input = action === undefined ? undefined : actions?.get(action)?.input;
  return input ? below(input, rest) : [];
}

function formNodes(document: DocumentText, path: Path, inPage: Path): readonly SchemaNode[] {
  const at = path.lastIndexOf('ui:options');
  const field = at === -1 ? undefined : scalarOf(nodeAt(document.outline.root, [...path.slice(0, at), 'ui:field']));
  const extension = FIELD_EXTENSIONS.find(({ name }) => name === field);
  return extension ? below({ type: 'object', properties: extension.options }, path.slice(at + 1)) : below(PAGE_SCHEMA, inPage);
}

function below(schema: JsonSchema, path: Path): readonly SchemaNode[] {
  const lookup = () => undefined;
  return schemasAt(expandSchema({ schema, root: schema, certain: true }, lookup), path, lookup);
}
