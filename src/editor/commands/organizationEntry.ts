import { parseOrganization } from '../../portal/github/gitHubHost';

/** What is wrong with an entry, or `undefined` where nothing is. */
export function checkEntry(value: string, known: readonly string[]): string | undefined {
  if (value.trim() === '') {
    return 'Write the name of an organization, such as acme.';
  }
  const organization = parseOrganization(normalizeEntry(value));
  if (!organization) {
    return 'Write a name such as acme, or an address such as https://ghe.example.com/acme.';
  }
  const same = known.some((entry) => {
    const other = parseOrganization(entry);
    return other?.host.web === organization.host.web && other.login.toLowerCase() === organization.login.toLowerCase();
  });
  return same ? `${organization.login} is in the catalog already.` : undefined;
}

/** Takes the address of a page on github.com for what it means. */
export function normalizeEntry(value: string): string {
  return value.trim().replace(/\/+$/, '').replace(/^(?:https?:\/\/)?(?:www\.)?github\.com\/(?:orgs\/)?([^/]+)$/i, '$1');
}
