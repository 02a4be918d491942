import { describe, expect, it } from 'vitest';
import { gitHubAddress, kindHeading, toAppearance } from '../../../src/editor/tree/entityAppearance';
import { escapeMarkdown, toTooltip } from '../../../src/editor/tree/entityTooltip';
import { entityUri, refOfEntityUri } from '../../../src/editor/tree/entityUri';
import { describePlace } from '../../../src/editor/tree/problemPlace';
import { entityOf, graphOf } from '../support/catalogData';

describe('toAppearance', () => {
  it('shows title, owner and lifecycle, and says what can be done', () => {
    const known = entityOf('Component', 'payment-service', {
      metadata: { title: 'Payment Service', annotations: { 'backstage.io/techdocs-ref': 'dir:.' } },
      spec: { type: 'service', owner: 'group:default/team-payments', lifecycle: 'production' },
    });
    expect(toAppearance(known)).toEqual({
      label: 'Payment Service',
      description: 'team-payments · production',
      icon: 'server-process',
      deprecated: false,
      contextValue: 'entity docs github',
    });
  });

  it('marks what is deprecated', () => {
    const look = toAppearance(entityOf('Component', 'old', { spec: { type: 'service', owner: 'user:ada', lifecycle: 'Deprecated' } }));
    expect(look).toMatchObject({ deprecated: true, description: 'user:ada · Deprecated', contextValue: 'entity deprecated github' });
  });

  it('survives fields of any type', () => {
    const look = toAppearance(entityOf('Component', 'odd', { metadata: { title: 7 }, spec: { owner: ['x'], lifecycle: null, type: { a: 1 } } }));
    expect(look).toMatchObject({ label: 'odd', description: '', icon: 'package' });
  });

  it('has a heading for every kind', () => {
    expect(['Component', 'API', 'Library', 'Gateway', 'Process'].map(kindHeading)).toEqual(['Components', 'APIs', 'Libraries', 'Gateways', 'Processes']);
  });
});

describe('gitHubAddress', () => {
  it('points at the line on GitHub, for a remote file and for a local one', () => {
    expect(gitHubAddress(entityOf('Component', 'x'))).toBe('https://github.com/acme/x/blob/main/catalog-info.yaml#L4');
    const local = entityOf('Component', 'x', { uri: 'file:///w/catalog-info.yaml', location: 'url:https://github.com/acme/x/blob/main/catalog-info.yaml' });
    expect(gitHubAddress(local)).toBe('https://github.com/acme/x/blob/main/catalog-info.yaml#L4');
  });

  it('opens nothing but web pages', () => {
    expect(gitHubAddress(entityOf('Component', 'x', { uri: 'file:///w/c.yaml', location: 'file:/etc/passwd' }))).toBeUndefined();
    expect(gitHubAddress(entityOf('Component', 'x', { uri: 'file:///w/c.yaml', location: 'url:command:evil' }))).toBeUndefined();
    expect(gitHubAddress(entityOf('Component', 'x', { uri: 'file:///w/c.yaml' }))).toBeUndefined();
  });
});

describe('toTooltip', () => {
  it('escapes whatever a file says', () => {
    const known = entityOf('Component', 'x', {
      metadata: { title: '![x](https://evil/pixel.png)', description: '[run](command:evil) <img src=x> $(alert)', tags: ['a`b'] },
      spec: { owner: 'team' },
    });
    const text = toTooltip(known, graphOf(known));
    expect(text).not.toMatch(/(?<!\\)\]\(|(?<!\\)<|(?<!\\)\$\(/);
    expect(text).toContain('`ab`');
  });

  it('links web pages only', () => {
    const known = entityOf('Component', 'x', {
      metadata: { links: [{ url: 'https://grafana.example.com/d/(1)', title: 'Dashboard' }, { url: 'command:evil', title: 'No' }, { url: 'not a url' }] },
    });
    const text = toTooltip(known, graphOf(known));
    expect(text).toContain('[Dashboard](https://grafana.example.com/d/%281%29)');
    expect(text).not.toContain('command');
  });

  it('keeps one line', () => {
    expect(escapeMarkdown('a\n\n# b')).toBe('a \\# b');
  });
});

describe('entity URIs and places', () => {
  it('round-trips refs', () => {
    expect(refOfEntityUri(entityUri('component:default/payment-service'))).toBe('component:default/payment-service');
    expect(refOfEntityUri({ scheme: 'file', path: '/x' })).toBeUndefined();
  });

  it('calls a file by its name and its folder', () => {
    expect(describePlace('stagedoor-github:/https%2Bgithub.com/acme/shop/main/services/a/catalog-info.yaml')).toEqual({ label: 'shop/services/a', path: 'acme/shop/services/a/catalog-info.yaml' });
    expect(describePlace('file:///home/me/shop/catalog-info.yaml')).toEqual({ label: 'shop', path: 'shop/catalog-info.yaml' });
    expect(describePlace('file:///home/me/shop/teams.yaml').label).toBe('shop/teams.yaml');
  });
});
