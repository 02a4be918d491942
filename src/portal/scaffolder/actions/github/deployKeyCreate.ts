import type { Action } from '../action';
import { text } from '../input';
import { nameOfTarget } from './effects';
import { putRepositorySecret } from './sealing';
import { change, openTarget } from './target';

/** `github:deployKey:create`: adds a key that may read the repository, and stores its private half as a secret. */
export const deployKeyCreate: Action = {
  id: 'github:deployKey:create',
  supportsDryRun: false,
  effects: (input) => [
    { kind: 'deployKey', text: `Adds the deploy key ${text(input, 'deployKeyName') ?? ''} to ${nameOfTarget(input)}.` },
    { kind: 'secret', text: `Stores its private key as a secret of ${nameOfTarget(input)}.` },
  ],
  run: async (context) => {
    const { input, output, hide } = context;
    const target = openTarget(context);
    const { gitHub, at, send } = target;
    const [title, key, privateKey] = [text(input, 'deployKeyName') ?? '', text(input, 'publicKey') ?? '', text(input, 'privateKey') ?? ''];
    hide(privateKey);
    // GitHub drops the comment at the end of a key.
    const plain = (written: string): string => written.split(/\s+/).slice(0, 2).join(' ');
    await change(
      context,
      'deployKey',
      () => gitHub.request('POST /repos/{owner}/{repo}/keys', { ...at, title, key }, send),
      async () => (await gitHub.request('GET /repos/{owner}/{repo}/keys', at, send)).data.some((known) => plain(known.key) === plain(key)),
    );
    const name = text(input, 'privateKeySecretName') ?? `${title.split(' ').join('_').toLocaleUpperCase('en-US')}_PRIVATE_KEY`;
    await putRepositorySecret(context, target, name, privateKey);
    output('privateKeySecretName', name);
  },
};
