import * as vscode from 'vscode';
import { messageOf } from '../../portal/base/errors';
import type { GitHubClient } from '../../portal/github/gitHubClient';
import type { GitHubFile } from '../../portal/github/gitHubUri';
import type { DocsVersion } from '../../protocol/docs';

interface VersionItem extends vscode.QuickPickItem {
  readonly version?: DocsVersion;
}

/** Lets the user pick a branch or an open pull request of a repository; what is typed and is neither is taken for a tag or commit. */
export async function pickVersion(client: Pick<GitHubClient, 'pages'>, { host, owner, repository, ref: current }: GitHubFile): Promise<DocsVersion | undefined> {
  const place = { host, owner, repository };
  const stop = new AbortController();
  const picker = vscode.window.createQuickPick<VersionItem>();
  picker.title = vscode.l10n.t('Open Docs of {0} at…', `${owner}/${repository}`);
  picker.placeholder = vscode.l10n.t('Branch, pull request, tag or commit');
  picker.matchOnDescription = picker.matchOnDetail = true;
  picker.busy = true;
  const branches: VersionItem[] = [];
  const pulls: VersionItem[] = [];
  const failures: string[] = [];
  const typed = (): VersionItem[] => {
    const ref = picker.value.trim();
    const known = [...branches, ...pulls].some(({ label }) => label === ref);
    return ref === '' || known || /[\s~^:?*[\\]|\.\./.test(ref) ? [] : [{ label: ref, description: vscode.l10n.t('tag or commit'), version: { ...place, ref, label: ref } }];
  };
  const show = (): void => {
    const separator = (label: string): VersionItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
    picker.items = [
      ...(pulls.length > 0 ? [separator(vscode.l10n.t('Pull requests')), ...pulls] : []),
      ...(branches.length > 0 ? [separator(vscode.l10n.t('Branches')), ...branches] : []),
      ...typed(),
      ...failures.map((label): VersionItem => ({ label: `$(warning) ${label}`, alwaysShow: true })),
    ];
  };
  const read = async (): Promise<void> => {
    for await (const page of client.pages('GET /repos/{owner}/{repo}/branches', { owner, repo: repository, per_page: 100 }, { signal: stop.signal })) {
      branches.push(...page.map(({ name }): VersionItem => ({ label: name, ...(name === current && { description: vscode.l10n.t('in the catalog') }), version: { ...place, ref: name, label: name } })));
      show();
    }
  };
  const readPulls = async (): Promise<void> => {
    for await (const page of client.pages('GET /repos/{owner}/{repo}/pulls', { owner, repo: repository, state: 'open', per_page: 100 }, { signal: stop.signal })) {
      pulls.push(
        // A fork's commits are found in the repository that the request is for.
        ...page.map(({ number, title, head, user }): VersionItem => ({ label: `#${number} ${title}`, description: head.label, ...(user && { detail: user.login }), version: { ...place, ref: head.sha, label: `#${number} ${title}` } })),
      );
      show();
    }
  };
  const reading = Promise.allSettled([read(), readPulls()]).then((results) => {
    if (!stop.signal.aborted) {
      failures.push(...results.flatMap((result) => (result.status === 'rejected' ? [messageOf(result.reason)] : [])));
      picker.busy = false;
      show();
    }
  });
  try {
    return await new Promise<DocsVersion | undefined>((resolve) => {
      picker.onDidChangeValue(show);
      picker.onDidAccept(() => {
        const version = picker.selectedItems[0]?.version;
        if (version) {
          resolve(version);
        }
      });
      picker.onDidHide(() => resolve(undefined));
      picker.show();
    });
  } finally {
    stop.abort();
    picker.dispose();
    await reading;
  }
}
