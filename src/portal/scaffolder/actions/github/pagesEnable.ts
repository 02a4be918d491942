import type { Action } from '../action';
import { text } from '../input';
import { nameOfTarget } from './effects';
import { change, openTarget, orUndefined } from './target';

/** `github:pages:enable`: publishes pages of a repository, built by a workflow or out of a branch. */
export const pagesEnable: Action = {
  id: 'github:pages:enable',
  supportsDryRun: false,
  effects: (input) => [{ kind: 'pages', text: `Enables GitHub Pages of ${nameOfTarget(input)}.` }],
  run: async (context) => {
    const { input, log } = context;
    const { gitHub, at, send } = openTarget(context);
    const build_type = text(input, 'buildType') === 'legacy' ? ('legacy' as const) : ('workflow' as const);
    const path = text(input, 'sourcePath') === '/docs' ? ('/docs' as const) : ('/' as const);
    log(`Attempting to enable GitHub Pages for ${at.owner}/${at.repo} with "${build_type}" build type`);
    await change(
      context,
      'pages',
      () => gitHub.request('POST /repos/{owner}/{repo}/pages', { ...at, build_type, source: { branch: text(input, 'sourceBranch') ?? 'main', path } }, send),
      async () => (await orUndefined(gitHub.request('GET /repos/{owner}/{repo}/pages', at, send))) !== undefined,
    );
  },
};
