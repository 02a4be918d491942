import * as vscode from 'vscode';
import { parseBackstageAddress, type BackstageAddress } from '../../portal/backstage/backstageAddress';

export const BACKSTAGE_SETTING = 'stagedoor.backstage';

/** The running Backstages of the settings, each once. In Restricted Mode the editor leaves the workspace's own out. */
export function backstageAddresses(): readonly BackstageAddress[] {
  return readBackstages(vscode.workspace.getConfiguration('stagedoor').get<unknown>('backstage')).addresses;
}

/** What of the setting names no Backstage. */
export function backstageProblems(): readonly string[] {
  return readBackstages(vscode.workspace.getConfiguration('stagedoor').get<unknown>('backstage')).problems;
}

/** @param value of the setting; whatever somebody wrote */
export function readBackstages(value: unknown): { readonly addresses: readonly BackstageAddress[]; readonly problems: readonly string[] } {
  const addresses = new Map<string, BackstageAddress>();
  const problems: string[] = [];
  for (const entry of Array.isArray(value) ? value : []) {
    const { url, name } = toEntry(entry);
    const address = parseBackstageAddress(url, name);
    if (address) {
      addresses.set(address.base, addresses.get(address.base) ?? address);
    } else {
      problems.push(`"${url.replace(/\/\/[^/@]*@/, '//…@')}" in ${BACKSTAGE_SETTING} is no address of a Backstage. Write https://backstage.example.com, without a user, a password or a query.`);
    }
  }
  return { addresses: [...addresses.values()], problems };
}

function toEntry(entry: unknown): { readonly url: string; readonly name?: string } {
  const { url, name }: { url?: unknown; name?: unknown } = typeof entry === 'object' && entry !== null ? entry : { url: entry };
  return { url: typeof url === 'string' ? url : '', ...(typeof name === 'string' && { name }) };
}
