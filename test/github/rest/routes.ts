import type { Route } from '../http/call.ts';
import { actionRoutes } from './actions.ts';
import { branchRoutes } from './branches.ts';
import { commitRoutes } from './commits.ts';
import { contentRoutes } from './contents.ts';
import { forkRoutes } from './forks.ts';
import { gitDataRoutes } from './gitData.ts';
import { issueRoutes } from './issues.ts';
import { metaRoutes } from './meta.ts';
import { pullRoutes } from './pulls.ts';
import { repositoryRoutes } from './repositories.ts';
import { searchRoutes } from './search.ts';
import { secretRoutes } from './secrets.ts';
import { settingRoutes } from './settings.ts';
import { teamRoutes } from './teams.ts';
import { userRoutes } from './users.ts';
import { workflowRoutes } from './workflows.ts';

/** Narrower paths first: the first that fits answers. */
export const routes: readonly Route[] = [
  ...metaRoutes,
  ...userRoutes,
  ...teamRoutes,
  ...gitDataRoutes,
  ...secretRoutes,
  ...settingRoutes,
  ...workflowRoutes,
  ...commitRoutes,
  ...branchRoutes,
  ...contentRoutes,
  ...forkRoutes,
  ...issueRoutes,
  ...pullRoutes,
  ...actionRoutes,
  ...searchRoutes,
  ...repositoryRoutes,
];
