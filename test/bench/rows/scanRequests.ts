import type { CatalogRepository } from '../../../src/portal/catalog/organizationReader';
import { createOrganizationReader } from '../../../src/portal/github/organizationReader';
import { addGeneratedOrganization } from '../../github/organizations/generatedOrganization.ts';
import { openStage, quickClock } from '../../portal/github/onLocalGitHub';
import type { BenchRow } from '../row';

const REPOSITORIES = 1000;

export const scanRequests: BenchRow = {
  id: 'scan',
  title: `Requests for a first scan of ${REPOSITORIES.toLocaleString('en')} repositories`,
  unit: 'requests',
  limit: 11,
  measure: async () => {
    const stage = await openStage(({ state }) => addGeneratedOrganization(state, REPOSITORIES));
    try {
      stage.signIn('generated-admin');
      const known = new Map<string, CatalogRepository>();
      const reader = createOrganizationReader({ client: stage.client, login: 'generated', clock: quickClock });
      await reader.scan({
        known,
        state: {},
        full: true,
        signal: new AbortController().signal,
        isKnown: () => false,
        onRead: (repositories) => repositories.forEach(({ repository }) => known.set(repository.id, repository)),
        onProgress: () => undefined,
      });
      if (known.size !== REPOSITORIES) {
        throw new Error(`The scan found ${known.size} of ${REPOSITORIES} repositories.`);
      }
      return { values: [stage.takeRequests().length] };
    } finally {
      await stage.github.stop();
    }
  },
};
