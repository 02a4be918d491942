import type { Route } from '../http/call.ts';
import { contentRoutes } from './contents.ts';
import { gitDataRoutes } from './gitData.ts';
import { metaRoutes } from './meta.ts';
import { repositoryRoutes } from './repositories.ts';
import { userRoutes } from './users.ts';

/** Narrower paths first: the first that fits answers. */
export const routes: readonly Route[] = [...metaRoutes, ...userRoutes, ...gitDataRoutes, ...contentRoutes, ...repositoryRoutes];
