import { isPortalError } from '../base/errors';
import type { Viewer, ViewerReader } from '../catalog/sources/organizationDirectory';
import type { GitHubClient } from './gitHubClient';

type Teams = Viewer['teams'];

/** Tells who is signed in to a GitHub, and their teams, in two requests; free ones where nothing changed. */
export function createViewerReader(client: GitHubClient): ViewerReader {
  const options = (signal: AbortSignal | undefined) => ({ about: 'your account', ...(signal && { signal }) });
  let known: { readonly account: string; readonly etag: string | undefined; readonly login: string } | undefined;
  let knownTeams: { readonly account: string; readonly etag: string | undefined; readonly teams: Teams } | undefined;

  const readLogin = async (account: string, signal: AbortSignal | undefined): Promise<string | undefined> => {
    const before = known?.account === account ? known : undefined;
    try {
      const answer = await client.conditional('GET /user', {}, before?.etag, options(signal));
      known = answer.notModified ? before : { account, etag: answer.etag, login: answer.data.login };
      return known?.login;
    } catch (error) {
      // A token that stands for no user, as one of a GitHub App.
      if (isPortalError(error, 'forbidden') || isPortalError(error, 'not-found')) {
        return undefined;
      }
      throw error;
    }
  };

  const readTeams = async (account: string, signal: AbortSignal | undefined): Promise<Teams> => {
    const before = knownTeams?.account === account ? knownTeams : undefined;
    try {
      const first = await client.conditional('GET /user/teams', { per_page: PAGE }, before?.etag, options(signal));
      if (first.notModified) {
        return before?.teams ?? [];
      }
      const teams = first.data.map(toTeam);
      for (let page = 2; teams.length === (page - 1) * PAGE; page++) {
        teams.push(...(await client.request('GET /user/teams', { per_page: PAGE, page }, options(signal))).data.map(toTeam));
      }
      // A change on a later page would not show in the first one's ETag.
      knownTeams = { account, etag: teams.length < PAGE ? first.etag : undefined, teams };
      return teams;
    } catch (error) {
      // Without the right to read them nobody's teams are known, which is no failure.
      if (isPortalError(error, 'forbidden') || isPortalError(error, 'not-found')) {
        return [];
      }
      throw error;
    }
  };

  return {
    host: client.host.web,
    account: () => client.account(),
    read: async (signal) => {
      const account = await client.account();
      const login = account === undefined ? undefined : await readLogin(account, signal);
      return account === undefined || login === undefined ? undefined : { login, teams: await readTeams(account, signal) };
    },
  };
}

const PAGE = 100;

function toTeam({ slug, organization }: { readonly slug: string; readonly organization: { readonly login: string } }): Teams[number] {
  return { organization: organization.login, slug };
}
