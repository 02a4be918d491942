import type { Action } from '../action';
import { flag, text, texts } from '../input';
import { nameOfTarget } from './effects';
import { attempt, change, given, openTarget, readRepoUrl } from './target';

/** `github:webhook`: has events of a repository delivered to an address. Refused, it is told of and the task goes on. */
export const webhook: Action = {
  id: 'github:webhook',
  supportsDryRun: true,
  effects: (input) => [{ kind: 'webhook', text: `Has events of ${nameOfTarget(input)} delivered to ${text(input, 'webhookUrl') ?? ''}.` }],
  run: async (context) => {
    const { input, log, isDryRun, hide } = context;
    const url = text(input, 'webhookUrl') ?? '';
    log(`Creating webhook ${url} for repo ${text(input, 'repoUrl') ?? ''}`);
    if (isDryRun) {
      readRepoUrl(input, context.ports.hosts);
      log('Dry run complete');
      return;
    }
    const { gitHub, at, send } = openTarget(context);
    const secret = text(input, 'webhookSecret');
    hide(secret ?? '');
    const config = given({ url, content_type: text(input, 'contentType') ?? 'form', secret, insecure_ssl: flag(input, 'insecureSsl') ? '1' : '0' });
    await attempt(context, `webhook '${url}' on repo '${at.repo}'`, () =>
      change(
        context,
        'webhook',
        () => gitHub.request('POST /repos/{owner}/{repo}/hooks', { ...at, name: 'web', config, events: [...(texts(input, 'events') ?? ['push'])], active: flag(input, 'active') ?? true }, send),
        async () => (await gitHub.request('GET /repos/{owner}/{repo}/hooks', at, send)).data.some((hook) => hook.config.url === url),
      ),
    );
  },
};
