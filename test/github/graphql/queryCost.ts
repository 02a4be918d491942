import { Kind, getNamedType, isCompositeType, isInterfaceType, isObjectType } from 'graphql';
import type { DocumentNode, FieldNode, FragmentDefinitionNode, GraphQLNamedType, GraphQLSchema, OperationDefinitionNode, SelectionSetNode } from 'graphql';
import { isObject } from '../json.ts';

export interface QueryCost {
  /** Points from the rate limit. */
  readonly cost: number;
  /** The most nodes the query may answer. */
  readonly nodeCount: number;
  readonly largestPage: number;
}

/** A query may ask for so many nodes. Source: GitHub's documentation of GraphQL limits. */
export const NODE_LIMIT = 500_000;

function pageSize(field: FieldNode, variables: Readonly<Record<string, unknown>>): number {
  const sizes = (field.arguments ?? []).map(({ name, value }) => {
    const given = value.kind === Kind.VARIABLE ? variables[value.name.value] : value.kind === Kind.INT ? Number(value.value) : undefined;
    return (name.value === 'first' || name.value === 'last') && typeof given === 'number' ? given : 0;
  });
  return Math.max(0, ...sizes);
}

export function operationOf(document: DocumentNode, name: string | undefined): OperationDefinitionNode | undefined {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  return name === undefined ? operations[0] : operations.find((operation) => operation.name?.value === name);
}

/**
 * Nodes and points of a query, after GitHub's documentation: every connection counts its page for each item of the
 * connections around it; the requests that would fulfil them, by hundreds, are the points, at least one.
 */
export function costOf(schema: GraphQLSchema, document: DocumentNode, variables: unknown, operationName?: string): QueryCost {
  const values = isObject(variables) ? variables : {};
  const fragments = new Map(document.definitions.filter((definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION).map((fragment) => [fragment.name.value, fragment]));
  let requests = 0;
  let nodeCount = 0;
  let largestPage = 0;

  function walk(set: SelectionSetNode | undefined, type: GraphQLNamedType | undefined, times: number): void {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FIELD) {
        const fields = isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};
        const field = fields[selection.name.value];
        const inner = field && getNamedType(field.type);
        const isConnection = field?.args.some(({ name }) => name === 'first') === true && inner?.name.endsWith('Connection');
        const size = isConnection ? pageSize(selection, values) : 0;
        if (isConnection) {
          requests += times;
          nodeCount += times * size;
          largestPage = Math.max(largestPage, size);
        }
        walk(selection.selectionSet, inner, isConnection ? times * size : times);
      } else {
        const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
        const named = fragment?.typeCondition && schema.getType(fragment.typeCondition.name.value);
        walk(fragment?.selectionSet, named && isCompositeType(named) ? named : type, times);
      }
    }
  }

  const operation = operationOf(document, operationName);
  walk(operation?.selectionSet, (operation && schema.getRootType(operation.operation)) ?? undefined, 1);
  return { cost: Math.max(1, Math.round(requests / 100)), nodeCount, largestPage };
}
