import sodium from 'libsodium-wrappers';
import { change, isThere, type Target } from './target';
import type { ActionContext } from '../action';

/** As GitHub wants secrets: sealed for a repository's key, as base64. */
export async function seal(secret: string, publicKey: string): Promise<string> {
  await sodium.ready;
  const key = sodium.from_base64(publicKey, sodium.base64_variants.ORIGINAL);
  return sodium.to_base64(sodium.crypto_box_seal(sodium.from_string(secret), key), sodium.base64_variants.ORIGINAL);
}

/** Puts a secret of a repository's actions. */
export async function putRepositorySecret(context: ActionContext, { gitHub, at, send }: Target, name: string, value: string): Promise<void> {
  context.hide(value);
  await change(
    context,
    `secret:${name}`,
    async () => {
      const { data } = await gitHub.request('GET /repos/{owner}/{repo}/actions/secrets/public-key', at, send);
      const encrypted_value = await seal(value, data.key);
      context.hide(encrypted_value);
      await gitHub.request('PUT /repos/{owner}/{repo}/actions/secrets/{secret_name}', { ...at, secret_name: name, encrypted_value, key_id: data.key_id }, send);
    },
    () => isThere(gitHub.request('GET /repos/{owner}/{repo}/actions/secrets/{secret_name}', { ...at, secret_name: name }, send)),
  );
}
