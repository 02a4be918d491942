import { addSampleOrganization } from '../../github/organizations/sampleOrganization';
import type { LoadedOrganization } from '../../github/organizations/types';
import { startLocalGitHub, type LocalGitHub } from '../../github/startLocalGitHub';
import { GitHubState } from '../../github/state/gitHubState';
import { openWorkbench, type WorkbenchOptions } from './openWorkbench';
import type { Workbench } from './workbench';

/** What every test of the catalog stands on: a local GitHub with the sample organization, and workbenches that read it. */
export interface SampleCatalog {
  readonly gitHub: LocalGitHub;
  readonly organization: string;
  readonly token: string;
  /** Opens a workbench with the organization set and a token in the environment, and shows the Catalog view. */
  readonly open: (options?: WorkbenchOptions) => Promise<Workbench>;
  /** Closes the workbenches, then ends the GitHub. Of a test that has failed, it keeps a picture by that name. */
  readonly close: (failed?: string) => Promise<void>;
}

export const CONTAINER = 'Stagedoor';
export const VIEW = 'Catalog';

/** @param add puts the organization into the local GitHub; the sample one when left out */
export async function startSampleCatalog(add: (state: GitHubState) => LoadedOrganization = addSampleOrganization): Promise<SampleCatalog> {
  const state = new GitHubState();
  const { login: organization, admin } = add(state);
  const { value: token } = state.addToken({ account: admin, scopes: ['repo', 'read:org'] });
  const gitHub = await startLocalGitHub({ state });
  const opened: Workbench[] = [];
  return {
    gitHub,
    organization,
    token,
    open: async ({ settings, ...options } = {}) => {
      const workbench = await openWorkbench({
        env: { STAGEDOOR_GITHUB_HOST: gitHub.web, STAGEDOOR_GITHUB_TOKEN: token },
        ...options,
        settings: { 'stagedoor.organizations': [`${gitHub.web}/${organization}`], ...settings },
      });
      opened.push(workbench);
      await workbench.openView(CONTAINER, VIEW);
      return workbench;
    },
    close: async (failed) => {
      for (const workbench of opened.splice(0)) {
        if (failed !== undefined) {
          await workbench.screenshot(`failed-${failed.replace(/\W+/g, '-')}`, { busy: true });
        }
        await workbench.close();
      }
      await gitHub.stop();
    },
  };
}

/**
 * Waits until the sample organization is read: the tree fills repository by repository, and its headings move while it does.
 * What has no catalog file is told last of all.
 */
export async function readToTheEnd(workbench: Workbench): Promise<void> {
  await workbench.treeItem(VIEW, /^\s*Without a Catalog File/).waitFor();
  await workbench.page.locator('.part.sidebar').getByRole('button', { name: 'Refresh Catalog' }).waitFor();
}
