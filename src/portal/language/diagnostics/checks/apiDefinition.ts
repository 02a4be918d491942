import { GraphQLError, parse } from 'graphql';
import { toPlaceholderUrl } from '../../../catalog/checking/placeholderUrl';
import { asObject } from '../../../catalog/checking/policies';
import { parseYamlStream, RefusedText } from '../../../catalog/checking/yamlStream';
import type { Steps } from '../../../base/steps';
import type { JsonValue } from '../../../catalog/entity';
import { createProblem, type LanguageProblem } from '../languageProblem';
import type { DocumentCheck, DocumentFacts } from './documentCheck';

/** What is wrong with a definition. */
interface Fault {
  readonly code: 'definition/syntax' | 'definition/version';
  /** The beginning of a sentence. */
  readonly message: string;
  /** Line of the definition, from 0, where one is known. */
  readonly line?: number;
}

/** The key that says which version of its language a definition is written in. */
const VERSION_KEYS: Readonly<Record<string, readonly string[]>> = { openapi: ['openapi', 'swagger'], asyncapi: ['asyncapi'] };
/** Longer ones are not looked into: it would hold up whoever types. */
const MAX_CHARACTERS = 1024 * 1024;
/** Definitions whose verdict is kept: those of the files that are open. */
const KEPT = 32;

/**
 * Whether the definition of an API can be read by what shows it: `openapi` and `asyncapi` as YAML or JSON, `graphql` as a
 * schema. Others are shown as they are. Source: the definition widgets of plugin-api-docs.
 */
export function createApiDefinitionCheck(): DocumentCheck {
  const verdicts = new Map<string, Fault | undefined>();
  function* judge(type: string, text: string): Steps<Fault | undefined> {
    const key = `${type} ${text}`;
    if (!verdicts.has(key)) {
      const verdict = type === 'graphql' ? judgeGraphQl(text) : yield* judgeDocument(text, type);
      const [oldest] = verdicts.keys();
      if (verdicts.size >= KEPT && oldest !== undefined) {
        verdicts.delete(oldest);
      }
      verdicts.set(key, verdict);
    }
    return verdicts.get(key);
  }
  return function* (facts): Iterable<LanguageProblem | undefined> {
    const { value, positions } = facts;
    const { type, definition } = asObject(value['spec']);
    if (value['kind'] !== 'API' || typeof type !== 'string') {
      return;
    }
    const structured = placeholderIn(definition, ['$yaml', '$json']);
    if (structured && type !== 'mcp-server') {
      if (!facts.entity) {
        // Its target was read, so that the kind's schema says so.
        return;
      }
      const message = `\`${structured.key}\` makes an object of what it reads, and a definition is a text. Write \`$text\`, whatever the file holds.`;
      yield createProblem('definition/structured', { message, range: positions.key(['spec', 'definition', structured.key]), suggestions: ['$text'] });
      return;
    }
    const text = textOf(definition, facts);
    if (text === undefined || text.length > MAX_CHARACTERS || !(Object.hasOwn(VERSION_KEYS, type) || type === 'graphql')) {
      return;
    }
    const fault = yield* judge(type, text);
    if (fault) {
      const isInline = typeof definition === 'string';
      const range = isInline ? rangeOfLine(facts, fault.line) : positions.value(['spec', 'definition']);
      const place = !isInline && fault.line !== undefined ? ` (line ${fault.line + 1} of the file)` : '';
      yield createProblem(fault.code, { message: `${fault.message}${place}.`, range });
    }
  };
}

function placeholderIn(definition: JsonValue | undefined, keys: readonly string[]): { readonly key: string; readonly target: string } | undefined {
  const entries = Object.entries(asObject(definition));
  const [key = '', target] = entries[0] ?? [];
  return entries.length === 1 && keys.includes(key) && typeof target === 'string' ? { key, target } : undefined;
}

function textOf(definition: JsonValue | undefined, { location, texts }: DocumentFacts): string | undefined {
  if (typeof definition === 'string') {
    return definition;
  }
  const placeholder = placeholderIn(definition, ['$text']);
  const resolved = placeholder && (location === undefined ? { url: placeholder.target } : toPlaceholderUrl(placeholder.target, location));
  return resolved && 'url' in resolved ? (texts.get(resolved.url) ?? undefined) : undefined;
}

/** A line of a definition that stands in the document as a block; all of it where it is written in another way. */
function rangeOfLine({ document, positions }: DocumentFacts, line: number | undefined) {
  const range = positions.value(['spec', 'definition']);
  const at = range.start.line + 1 + (line ?? 0);
  const text = document.lines[at];
  const isBlock = /^[|>]/.test(document.lines[range.start.line]?.slice(range.start.character) ?? '');
  if (line === undefined || !isBlock || text === undefined || text.trim() === '') {
    return { start: range.start, end: { line: range.start.line, character: Math.max(range.start.character + 1, document.lines[range.start.line]?.length ?? 0) } };
  }
  return { start: { line: at, character: text.length - text.trimStart().length }, end: { line: at, character: text.trimEnd().length } };
}

function judgeGraphQl(text: string): Fault | undefined {
  try {
    parse(text, { noLocation: true });
    return undefined;
  } catch (error) {
    if (error instanceof GraphQLError) {
      const [place] = error.locations ?? [];
      return { code: 'definition/syntax', message: `The definition is no valid GraphQL: ${error.message.replace(/\.$/, '')}`, ...(place && { line: place.line - 1 }) };
    }
    throw error;
  }
}

function* judgeDocument(text: string, type: string): Steps<Fault | undefined> {
  try {
    const [document, ...others] = yield* parseYamlStream(text);
    const [error] = document?.errors ?? [];
    if (error) {
      return { code: 'definition/syntax', message: `The definition is no valid YAML or JSON: ${error.message.replace(/\.$/, '')}`, line: text.slice(0, error.pos[0]).split('\n').length - 1 };
    }
    const keys = VERSION_KEYS[type] ?? [];
    const value = document?.value;
    return others.length === 0 && keys.some((key) => asObject(value)[key] !== undefined) ? undefined : { code: 'definition/version', message: `The definition says nowhere that it is ${type}: it has no field \`${keys.join('` or `')}\`` };
  } catch (error) {
    if (error instanceof RefusedText) {
      // It is larger than what is read here; what shows it may manage all the same.
      return undefined;
    }
    throw error;
  }
}
