import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { GraphQLError, buildSchema, execute, extendSchema, getNamedType, parse, validate } from 'graphql';
import type { DocumentNode, GraphQLFieldResolver, GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import { fail } from '../http/answer.ts';
import type { Addresses } from '../http/call.ts';
import type { FaultEffect } from '../http/faults.ts';
import type { RateLimits } from '../http/rateLimits.ts';
import { isObject, numberOf, textOf } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { findProjectRoot } from '../projectRoot.ts';
import type { Viewer } from '../state/access.ts';
import type { GitHubState } from '../state/gitHubState.ts';
import { refuse } from './context.ts';
import type { Args, Field } from './context.ts';
import { toQueryRoot } from './nodes/queryRoot.ts';
import { NODE_LIMIT, costOf } from './queryCost.ts';

export interface GraphQlRequest {
  readonly payload: unknown;
  readonly viewer: Viewer;
  readonly urls: Addresses;
  readonly rates: RateLimits;
  /** Errors to add to the answer. */
  readonly partial: readonly Extract<FaultEffect, { kind: 'graphqlError' }>[];
}

export interface GraphQlResult {
  readonly body: Json;
  readonly cost: number;
}

export interface GraphQlService {
  run(request: GraphQlRequest): Promise<GraphQlResult>;
  /** What faults are matched by, read from a request's body. */
  describe(body: string, isEnterprise: boolean): { readonly query: string; readonly largestPage: number };
  /** What GitHub answers with 502 when a query ran out of its ten seconds. */
  timeoutBody(): JsonObject;
}

function isField(value: unknown): value is Field {
  return typeof value === 'function';
}

/** A list of more than this many is refused. */
const PAGE_LIMIT = 100;

/** Refuses a connection without bounds as GitHub does: when it is reached, with what else was asked still answered. */
function checkBounds(args: Args, info: GraphQLResolveInfo): void {
  const type = getNamedType(info.returnType).name;
  const takesFirst = info.parentType.getFields()[info.fieldName]?.args.some(({ name }) => name === 'first');
  if (!takesFirst || !type.endsWith('Connection')) {
    return;
  }
  const [first, last] = [numberOf(args, 'first'), numberOf(args, 'last')];
  if (first === undefined && last === undefined) {
    throw refuse('MISSING_PAGINATION_BOUNDARIES', `You must provide a \`first\` or \`last\` value to properly paginate the \`${info.fieldName}\` connection.`);
  }
  for (const [name, size] of [['first', first], ['last', last]] as const) {
    if (size !== undefined && size > PAGE_LIMIT) {
      throw refuse('EXCESSIVE_PAGINATION', `Requesting ${size} records on the \`${info.fieldName}\` connection exceeds the \`${name}\` limit of ${PAGE_LIMIT} records.`);
    }
    if (size !== undefined && size < 0) {
      throw refuse('ARGUMENT_LIMIT', `\`${name}\` on the \`${info.fieldName}\` connection cannot be less than zero.`);
    }
  }
}

const resolveField: GraphQLFieldResolver<unknown, unknown> = (source, args: Args, _context, info) => {
  checkBounds(args, info);
  const member = isObject(source) ? source[info.fieldName] : undefined;
  if (member === undefined) {
    throw new GraphQLError(`The local GitHub does not know ${info.parentType.name}.${info.fieldName}.`);
  }
  return isField(member) ? member(args) : member;
};

/** An error as GitHub writes it: its type beside the message, other facts as extensions. */
function toError(error: GraphQLError): JsonObject {
  const { type, ...rest } = error.extensions;
  const extensions: Json = JSON.parse(JSON.stringify(rest)) as Json;
  return {
    ...(typeof type === 'string' ? { type } : {}),
    ...(error.path ? { path: [...error.path] } : {}),
    ...(Object.keys(rest).length > 0 ? { extensions } : {}),
    ...(error.locations ? { locations: error.locations.map(({ line, column }) => ({ line, column })) } : {}),
    message: error.message,
  };
}

/** Empties what stands at a path of an answer. */
function blank(data: unknown, path: readonly (string | number)[]): void {
  const [last, ...before] = [...path].reverse();
  let at: unknown = data;
  for (const step of before.reverse()) {
    at = Array.isArray(at) ? (at as unknown[])[Number(step)] : isObject(at) ? at[step] : undefined;
  }
  if (last !== undefined && typeof at === 'object' && at !== null) {
    Reflect.set(at, last, null);
  }
}

/** Read at the first query, which takes half a second, and never changed: servers of one process share it. */
let sharedSchema: GraphQLSchema | undefined;
let sharedEnterpriseSchema: GraphQLSchema | undefined;

/** What only an Enterprise Server's schema has. Source: its GraphQL reference, object `User`. */
const ENTERPRISE = 'extend type User { suspendedAt: DateTime }';

function loadSchema(isEnterprise: boolean): GraphQLSchema {
  sharedSchema ??= buildSchema(readFileSync(resolve(findProjectRoot(), 'node_modules/@octokit/graphql-schema/schema.graphql'), 'utf8'), { assumeValid: true, noLocation: true });
  if (!isEnterprise) {
    return sharedSchema;
  }
  sharedEnterpriseSchema ??= extendSchema(sharedSchema, parse(ENTERPRISE, { noLocation: true }), { assumeValid: true });
  return sharedEnterpriseSchema;
}

/** GraphQL over GitHub's own schema. */
export function createGraphQlService(state: GitHubState): GraphQlService {
  const checked = new Map<string, { readonly document: DocumentNode; readonly errors: readonly GraphQLError[] }>();

  function check(query: string, isEnterprise: boolean): { readonly document: DocumentNode; readonly errors: readonly GraphQLError[] } {
    const key = `${isEnterprise ? 'enterprise' : 'dotcom'} ${query}`;
    const known = checked.get(key);
    if (known) {
      return known;
    }
    const document = parse(query);
    const result = { document, errors: validate(loadSchema(isEnterprise), document) };
    checked.set(key, result);
    return result;
  }

  function parseOrUndefined(body: string): unknown {
    try {
      const value: unknown = JSON.parse(body);
      return value;
    } catch {
      return undefined;
    }
  }

  return {
    describe(body, isEnterprise) {
      const payload = parseOrUndefined(body);
      const query = textOf(payload, 'query') ?? '';
      try {
        const { document } = check(query, isEnterprise);
        return { query, largestPage: costOf(loadSchema(isEnterprise), document, isObject(payload) ? payload['variables'] : {}, textOf(payload, 'operationName')).largestPage };
      } catch (error) {
        if (error instanceof GraphQLError) {
          return { query, largestPage: 0 };
        }
        throw error;
      }
    },
    timeoutBody() {
      const id = randomBytes(6).toString('hex').toUpperCase();
      return { data: null, errors: [{ message: `Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub bug. Please include \`${id}\` when reporting this issue.` }] };
    },
    async run({ payload, viewer, urls, rates, partial }) {
      const query = textOf(payload, 'query');
      if (query === undefined) {
        throw fail(400, 'A query attribute must be specified and must be a string.');
      }
      if (rates.isSpent(viewer, 'graphql')) {
        return { cost: 0, body: { errors: [{ type: 'RATE_LIMITED', message: `API rate limit exceeded for user ID ${viewer.user?.id ?? 0}.` }] } };
      }
      const isEnterprise = urls.api.endsWith('/api/v3');
      let checkedQuery;
      try {
        checkedQuery = check(query, isEnterprise);
      } catch (error) {
        if (error instanceof GraphQLError) {
          return { cost: 1, body: { errors: [toError(error)] } };
        }
        throw error;
      }
      const { document, errors } = checkedQuery;
      if (errors.length > 0) {
        return { cost: 1, body: { errors: errors.map(toError) } };
      }
      const variables = isObject(payload) && isObject(payload['variables']) ? payload['variables'] : {};
      const operationName = textOf(payload, 'operationName');
      const { cost, nodeCount } = costOf(loadSchema(isEnterprise), document, variables, operationName);
      if (nodeCount > NODE_LIMIT) {
        return { cost: 1, body: { errors: [{ type: 'MAX_NODE_LIMIT_EXCEEDED', message: `This query requests up to ${nodeCount.toLocaleString('en-US')} possible nodes which exceeds the maximum limit of ${NODE_LIMIT.toLocaleString('en-US')}.` }] } };
      }
      const context = { state, viewer, urls, rates, cost, nodeCount };
      const result = await execute({ schema: loadSchema(isEnterprise), document, rootValue: toQueryRoot(context), variableValues: variables, operationName, fieldResolver: resolveField });
      partial.forEach(({ path }) => path && blank(result.data, path));
      const added = partial.map(({ message, type, path }): JsonObject => ({ ...(type === undefined ? {} : { type }), ...(path ? { path } : {}), message }));
      const all = [...(result.errors ?? []).map(toError), ...added];
      const data = JSON.parse(JSON.stringify(result.data ?? null)) as Json;
      return { cost, body: { data, ...(all.length > 0 ? { errors: all } : {}) } };
    },
  };
}

