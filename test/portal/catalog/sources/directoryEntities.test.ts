import { describe, expect, it } from 'vitest';
import { ownRelations } from '../../../../src/portal/catalog/relations';
import { toDirectoryEntities } from '../../../../src/portal/catalog/sources/directoryEntities';
import cases from './directoryEntities.cases.json';

/** What the real transformers (plugin-catalog-backend-module-github 0.14.0) make of each case stands beside it in the file. */
describe('members and teams, as githubOrg maps them', () => {
  it.each(cases.map((entry) => [entry.name, entry] as const))('of %s', (_name, { users, teams, alone, useVerifiedEmails, expected }) => {
    const found = toDirectoryEntities(users, teams, { organization: 'Acme', host: 'https://github.com', useVerifiedEmails, ...(!alone && { groupNamespace: 'acme' }) });
    expect(found.map(({ entity }) => entity)).toEqual(expected);
    expect(found.every(({ url, entity }) => entity.metadata.annotations?.['backstage.io/managed-by-location'] === `url:${url}`)).toBe(true);
  });

  it('make relations that meet, whatever the namespace', () => {
    const found = toDirectoryEntities(
      [{ id: 'U_1', login: 'Jo', verifiedEmails: [] }],
      [{ slug: 'all', combinedSlug: 'acme/all', name: 'All', members: [] }, { slug: 'a', combinedSlug: 'acme/a', name: 'A', parent: 'all', members: ['jo'] }],
      { organization: 'acme', host: 'https://github.com', useVerifiedEmails: false, groupNamespace: 'acme' },
    );
    const relations = found.flatMap(({ entity }) => ownRelations(entity).map(({ type, targetRef }) => `${entity.metadata.name} ${type} ${targetRef}`));
    expect(relations).toEqual(['Jo memberOf group:acme/a', 'all parentOf group:acme/a', 'a childOf group:acme/all', 'a hasMember user:default/jo']);
  });
});
