import type { Action } from '../action';
import { flag, text } from '../input';
import { nameOfTarget } from './effects';
import { change, openTarget } from './target';

/** `github:autolinks:create`: turns a prefix into links. */
export const autolinksCreate: Action = {
  id: 'github:autolinks:create',
  supportsDryRun: false,
  effects: (input) => [{ kind: 'autolink', text: `Makes links out of ${text(input, 'keyPrefix') ?? ''} in ${nameOfTarget(input)}.` }],
  run: async (context) => {
    const { input, log } = context;
    const { gitHub, at, send } = openTarget(context);
    const [key_prefix, url_template] = [text(input, 'keyPrefix') ?? '', text(input, 'urlTemplate') ?? ''];
    log(`Creating autolink reference for repo ${at.repo}`);
    await change(
      context,
      `autolink:${key_prefix}`,
      () => gitHub.request('POST /repos/{owner}/{repo}/autolinks', { ...at, key_prefix, url_template, is_alphanumeric: flag(input, 'isAlphanumeric') ?? false }, send),
      async () => (await gitHub.request('GET /repos/{owner}/{repo}/autolinks', at, send)).data.some((link) => link.key_prefix === key_prefix),
    );
  },
};
