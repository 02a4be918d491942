import * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../../portal/base/disposable';
import { messageOf } from '../../portal/base/errors';
import type { GitHubClient } from '../../portal/github/gitHubClient';
import { readWithheld } from '../../portal/github/withheldOrganizations';
import type { Clock } from '../../portal/ports/clock';
import type { Log } from '../../portal/ports/log';
import { rateBudgetMode } from '../configuration';
import type { GitHubClients } from '../gitHub/gitHubClients';
import { describeState, inOrder, nameOfHost, nameOfResource, toBudgetDisplay, type BudgetHost, type BudgetWords } from './rateBudget';
import { toTime } from './showNotices';

export interface RateBudgetItemOptions {
  readonly gitHub: Pick<GitHubClients, 'all' | 'onDidChange'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Answers come in bursts; the item is drawn once for those of this time, in ms. */
const SETTLE = 300;

/** The item of the status bar that tells what is left of GitHub's rate limits. */
export function registerRateBudget({ gitHub, clock }: Omit<RateBudgetItemOptions, 'log'>): Disposable {
  const store = new DisposableStore();
  let item: vscode.StatusBarItem | undefined;
  let drawing: Disposable | undefined;
  let turning: Disposable | undefined;

  const draw = (): void => {
    drawing = undefined;
    turning?.dispose();
    turning = undefined;
    const hosts = gitHub.all().map((client) => toHost(client, clock.now()));
    const display = toBudgetDisplay(hosts, rateBudgetMode(), toWords(clock));
    if (!display) {
      item?.hide();
      return;
    }
    item ??= createItem();
    item.text = display.text;
    item.tooltip = new vscode.MarkdownString(display.tooltip);
    item.accessibilityInformation = { label: display.label, role: 'button' };
    item.backgroundColor = display.isPaused ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    item.show();
    // What is shown is over when the first of the limits begins anew.
    const ends = hosts.flatMap(({ states, pausedUntil }) => [...states.map(({ resetAt }) => resetAt), pausedUntil ?? 0]).filter((at) => at > clock.now());
    turning = ends.length > 0 ? clock.after(Math.min(...ends) - clock.now() + 1000, draw) : undefined;
  };
  const soon = (): void => {
    drawing ??= clock.after(SETTLE, draw);
  };

  store.add(gitHub.onDidChange(soon));
  store.add(vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('stagedoor.rateLimit')) {
      soon();
    }
  }));
  store.add({
    dispose: () => {
      drawing?.dispose();
      turning?.dispose();
      item?.dispose();
    },
  });
  return store;
}

function toWords(clock: Clock): BudgetWords {
  return { now: clock.now(), timeOf: toTime, numberOf: (value) => value.toLocaleString(vscode.env.language) };
}

function createItem(): vscode.StatusBarItem {
  const item = vscode.window.createStatusBarItem('stagedoor.rateLimits', vscode.StatusBarAlignment.Right, 90);
  item.name = 'Stagedoor: GitHub Rate Limits';
  item.command = 'stagedoor.showRateLimits';
  return item;
}

function toHost({ host, rate, withheld }: GitHubClient, now: number): BudgetHost {
  const ends = ['core', 'graphql'].flatMap((resource) => rate.waitUntil(resource, now) ?? []);
  return { web: host.web, states: rate.all, withheld: withheld.ids.length, pausedUntil: ends.length > 0 ? Math.max(...ends) : undefined };
}

interface Choice extends vscode.QuickPickItem {
  readonly run?: () => void;
}

/** Asks each GitHub that is in use for its limits, which is free, and lists them. */
export async function showRateLimits({ gitHub, clock, log }: RateBudgetItemOptions): Promise<void> {
  const choices = async (): Promise<Choice[]> => {
    const blocks = await Promise.all(gitHub.all().map((client) => toChoices(client, () => toWords(clock), log)));
    const settings: Choice = { label: '$(gear) Settings', detail: 'When this is shown, and how much Stagedoor leaves to your other tools', run: () => void vscode.commands.executeCommand('workbench.action.openSettings', 'stagedoor.rateLimit') };
    return [...blocks.flat(), { label: '', kind: vscode.QuickPickItemKind.Separator }, settings];
  };
  const placeHolder = 'What GitHub’s rate limits leave to your account, all your tools together';
  const choice = await vscode.window.showQuickPick<Choice>(choices(), { title: 'GitHub Rate Limits', placeHolder });
  choice?.run?.();
}

async function toChoices(client: GitHubClient, words: () => BudgetWords, log: Log): Promise<Choice[]> {
  const { host, rate } = client;
  const header: Choice = { label: nameOfHost(host.web), kind: vscode.QuickPickItemKind.Separator };
  try {
    await client.refreshRate();
    const withheld = await readWithheld(client);
    const now = words();
    const states = inOrder(rate.all).map((state): Choice => ({ label: `${state.remaining === 0 && state.resetAt > now.now ? '$(warning)' : '$(dashboard)'} ${nameOfResource(state.resource)}`, description: describeState(state, now) }));
    const { requests, restPoints, graphQlPoints } = rate.usage;
    const used: Choice = { label: '$(history) Used by this window', description: `${now.numberOf(requests)} requests, ${now.numberOf(restPoints)} REST and ${now.numberOf(graphQlPoints)} GraphQL points` };
    const authorize = withheld.map(({ login, url }): Choice => ({ label: `$(shield) Authorize single sign-on for ${login}`, description: 'GitHub leaves it out of its answers', run: () => void vscode.commands.executeCommand('stagedoor.openPage', url) }));
    return [header, ...states, used, ...authorize];
  } catch (error) {
    log.warn(`The rate limits of ${host.web} could not be read: ${messageOf(error)}`);
    return [header, { label: '$(warning) Not known', detail: messageOf(error) }];
  }
}
