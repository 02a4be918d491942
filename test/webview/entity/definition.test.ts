// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { definitionTab } from '../../../webview/entity/definition';
import { readOpenApi } from '../../../webview/entity/openApi';
import { pageOf } from './page';

const OPENAPI = `openapi: 3.1.0
info: { title: Seats, version: 2 }
servers: [{ url: https://seats.example.com }, { url: 5 }]
paths:
  /seats:
    summary: not an operation
    get: { tags: [Seats, more], summary: All }
    post: { operationId: take }
    x-other: { summary: no }
  /old:
    delete: { tags: [Seats], deprecated: true }
  /nothing: null
`;

describe('an OpenAPI', () => {
  it('is read from YAML and from JSON', () => {
    const found = readOpenApi(OPENAPI);
    expect(found).toEqual({
      title: 'Seats',
      version: '2',
      servers: ['https://seats.example.com'],
      total: 3,
      groups: [
        { tag: 'Seats', operations: [{ method: 'GET', path: '/seats', summary: 'All', deprecated: false }, { method: 'DELETE', path: '/old', summary: '', deprecated: true }] },
        { tag: '', operations: [{ method: 'POST', path: '/seats', summary: 'take', deprecated: false }] },
      ],
    });
    expect(readOpenApi('{"swagger": "2.0", "paths": {"/a": {"get": {"summary": "x"}}}}')?.groups[0]?.operations).toEqual([{ method: 'GET', path: '/a', summary: 'x', deprecated: false }]);
  });

  it.each(['openapi: 3.1.0\npaths: 5', 'asyncapi: 3.0.0\npaths: {}', '[]', '"text"', 'null', '{}'])('is not found in %s', (text) => {
    expect(readOpenApi(text)).toBeUndefined();
  });

  it('that cannot be read says why', () => {
    expect(() => readOpenApi('openapi: [')).toThrow();
    expect(() => readOpenApi('{"openapi": ')).toThrow();
  });

  it('cannot be made to grow without bound', () => {
    const levels = Array.from({ length: 12 }, (_, index) => `l${index + 1}: &l${index + 1} [${Array.from({ length: 10 }, () => `*l${index}`).join(', ')}]`).join('\n');
    expect(() => readOpenApi(`openapi: 3.0.0\npaths: {}\nl0: &l0 x\n${levels}\n`)).toThrow(/alias/i);
  });

  it('may name what every object has', () => {
    const found = readOpenApi('{"openapi":"3.0.0","paths":{"/__proto__":{"__proto__":{"x":1},"get":{"tags":["__proto__"]}},"constructor":{"get":{"tags":["constructor"]}}}}');
    expect(found?.groups.map(({ tag }) => tag)).toEqual(['__proto__', 'constructor']);
    expect(Object.prototype).not.toHaveProperty('x');
  });
});

describe('the definition', () => {
  const show = (type: string, language: 'yaml' | 'json' | 'graphql' | 'protobuf' | 'typescript' | 'text', text: string, cutAt?: number): HTMLElement => {
    const box = document.createElement('div');
    box.append(...definitionTab(pageOf({ definition: { type, language, length: text.length } }), text, cutAt, () => undefined));
    return box;
  };

  it.each([
    ['openapi', 'yaml', OPENAPI, 'hljs-attr'],
    ['graphql', 'graphql', 'type Query { a: Int }', 'hljs-keyword'],
    ['grpc', 'protobuf', 'syntax = "proto3";\nmessage A { string b = 1; }', 'hljs-keyword'],
    ['trpc', 'typescript', 'export const a = 1;', 'hljs-keyword'],
  ] as const)('of type %s is coloured, and its text is whole', (type, language, text, name) => {
    const box = show(type, language, text);
    expect(box.querySelector(`.${name}`)).not.toBeNull();
    expect(box.querySelector('pre')?.textContent).toBe(text);
  });

  it('shows markup as text, coloured or not', () => {
    const text = '<script>alert(1)</script> & <img src=x onerror=alert(1)>';
    for (const box of [show('x', 'text', text), show('openapi', 'yaml', `a: ${text}`), show('x', 'json', `{"a": "${text}"}`)]) {
      expect(box.querySelectorAll('script, img')).toHaveLength(0);
      expect(box.querySelector('pre')?.textContent).toContain(text);
    }
    const hostile = show('openapi', 'yaml', JSON.stringify({ openapi: '3.0.0', info: { title: text }, paths: { [text]: { get: { summary: text, tags: [text] } } } }));
    expect(hostile.querySelectorAll('script, img')).toHaveLength(0);
    expect(hostile.querySelector('.operations code')?.textContent).toBe(text);
  });

  it('says that an OpenAPI is broken, and shows it all the same', () => {
    const box = show('openapi', 'yaml', 'openapi: [');
    expect(box.querySelector('.notice')?.textContent).toContain('cannot be read');
    expect(box.querySelector('pre')?.textContent).toBe('openapi: [');
  });

  it('that is very long stays plain, and says where it was cut', () => {
    const box = show('openapi', 'yaml', 'a: b\n'.repeat(60_000), 2_000_000);
    expect(box.querySelector('[class^=hljs]')).toBeNull();
    expect(box.textContent).toContain('The first 300,000 of 2,000,000 characters.');
  });
});
