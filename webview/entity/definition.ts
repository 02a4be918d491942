import hljs from 'highlight.js/lib/core';
import graphql from 'highlight.js/lib/languages/graphql';
import json from 'highlight.js/lib/languages/json';
import protobuf from 'highlight.js/lib/languages/protobuf';
import typescript from 'highlight.js/lib/languages/typescript';
import yaml from 'highlight.js/lib/languages/yaml';
import type { EntityPage } from '../../src/protocol/entity';
import { element } from '../shared/element';
import { icon } from '../shared/icon';
import { MOST_TO_PARSE, readOpenApi, type ApiOverview } from './openApi';
import { plainButton, section } from './parts';

const LANGUAGES = { graphql, json, protobuf, typescript, yaml };
Object.entries(LANGUAGES).forEach(([name, language]) => hljs.registerLanguage(name, language));

/** Colouring takes its time; a longer text stays plain. */
const MOST_TO_COLOUR = 200_000;

/** The tab with an API's definition: its operations where it is an OpenAPI, and its text. */
export function definitionTab({ definition, place }: EntityPage, text: string, cutAt: number | undefined, onOpen: () => void): readonly HTMLElement[] {
  const open = plainButton(`Open ${place.path}`, onOpen);
  const note = cutAt === undefined ? [] : [element('p', { class: 'muted' }, `The first ${text.length.toLocaleString('en')} of ${cutAt.toLocaleString('en')} characters. `, open)];
  return [
    ...(definition?.type.toLowerCase() === 'openapi' && cutAt === undefined ? operations(text) : []),
    section(definition?.type === '' ? 'Definition' : `Definition (${definition?.type ?? ''})`, 'definition', ...note, codeOf(text, definition?.language ?? 'text')),
  ];
}

function codeOf(text: string, language: string): HTMLElement {
  const code = element('code', {}, text);
  if (Object.hasOwn(LANGUAGES, language) && text.length <= MOST_TO_COLOUR) {
    // The highlighter's output is the text, escaped by it, with `span` elements of its own around it.
    code.innerHTML = hljs.highlight(text, { language, ignoreIllegals: true }).value;
  }
  return element('pre', { class: 'code', tabindex: '0', role: 'region', 'aria-label': 'Text of the definition' }, code);
}

function operations(text: string): readonly HTMLElement[] {
  if (text.length > MOST_TO_PARSE) {
    return [];
  }
  let found: ApiOverview | undefined;
  try {
    found = readOpenApi(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [element('section', { class: 'notice warning', 'aria-label': 'The definition cannot be read' }, element('h2', {}, icon('warning'), 'The definition cannot be read'), element('p', { class: 'message' }, message.slice(0, 500)))];
  }
  if (!found) {
    return [];
  }
  const { title, version, servers, groups, total } = found;
  const facts = [title, version && `version ${version}`, ...servers].filter(Boolean).join(' · ');
  const lists = groups.flatMap(({ tag, operations: list }) => [
    ...(groups.length > 1 || tag !== '' ? [element('h3', {}, tag === '' ? 'Others' : tag)] : []),
    element(
      'ul',
      { class: 'operations' },
      ...list.map(({ method, path, summary, deprecated }) =>
        element('li', { class: deprecated ? 'deprecated' : undefined }, element('span', { class: `method ${method.toLowerCase()}` }, method), element('code', {}, path), element('span', { class: 'muted' }, deprecated ? `${summary} (deprecated)` : summary)),
      ),
    ),
  ]);
  const node = section('Operations', 'operations', element('p', { class: 'muted' }, facts), ...lists);
  node.querySelector('h2')?.append(element('span', { class: 'count' }, total.toLocaleString('en')));
  return [node];
}
