import { describe, expect, it } from 'vitest';
import { parseOrganization, toGitHubHost } from '../../../src/portal/github/gitHubHost';
import { parseGitHubUri, toGitHubUri } from '../../../src/portal/github/gitHubUri';

describe('stagedoor-github URIs', () => {
  const file = { host: 'http://127.0.0.1:8080', owner: 'Acme', repository: 'shop', ref: 'feature/100%', path: 'docs/a b#c?.md' };

  it('come back as they went', () => {
    expect(parseGitHubUri(toGitHubUri(file))).toEqual(file);
    expect(parseGitHubUri(toGitHubUri({ ...file, path: '' }))).toEqual({ ...file, path: '' });
  });

  it('survive a host that decodes the path as a whole and encodes it again', () => {
    const uri = toGitHubUri(file);
    const path = decodeURIComponent(uri.slice('stagedoor-github:'.length));
    const again = `stagedoor-github:${path.split('/').map(encodeURIComponent).join('/')}`;
    expect(parseGitHubUri(again)).toEqual(file);
  });

  it('are told from others', () => {
    expect(parseGitHubUri('file:///a/b/c/d')).toBeUndefined();
    expect(parseGitHubUri('stagedoor-github:/https+github.com/acme')).toBeUndefined();
    expect(parseGitHubUri('stagedoor-github:/https+github.com/acme/shop/main/100%')).toBeUndefined();
  });

  it.each(['acme/%2e%2e/main/x', '../shop/main/x', 'acme/shop/main/docs/../../x', 'acme/shop/./x'])('lead nowhere else: %s', (rest) => {
    expect(parseGitHubUri(`stagedoor-github:/https+github.com/${rest}`)).toBeUndefined();
  });
});

describe('hosts and organizations', () => {
  it('knows where each GitHub answers', () => {
    expect(toGitHubHost('https://github.com/')).toEqual({ web: 'https://github.com', api: 'https://api.github.com' });
    expect(toGitHubHost('https://ghe.example.com')).toEqual({ web: 'https://ghe.example.com', api: 'https://ghe.example.com/api/v3' });
    expect(toGitHubHost('https://acme.ghe.com')).toEqual({ web: 'https://acme.ghe.com', api: 'https://api.acme.ghe.com' });
  });

  it('have one way to be written, so that a token is found by it', () => {
    expect(toGitHubHost('https://GHE.example.com:443/')).toEqual(toGitHubHost('https://ghe.example.com'));
    expect(parseOrganization('http://GitHub.com/acme')?.host.web).toBe('https://github.com');
  });

  it.each(['https://github.com@evil.example/acme', 'https://user:secret@ghe.example.com/acme', 'https://:::/acme'])('does not take %s for an organization', (entry) => {
    expect(parseOrganization(entry)).toBeUndefined();
  });

  it('reads organizations as people write them', () => {
    expect(parseOrganization(' acme ')?.login).toBe('acme');
    expect(parseOrganization('https://ghe.example.com/acme/')).toMatchObject({ login: 'acme', host: { web: 'https://ghe.example.com' } });
    expect(parseOrganization('acme/shop')).toBeUndefined();
    expect(parseOrganization('ftp://x/acme')).toBeUndefined();
    expect(parseOrganization('')).toBeUndefined();
  });
});
