import * as vscode from 'vscode';
import { createEnvironmentTokens, type EnvironmentToken } from './editor/auth/environmentToken';
import { createHostFlags } from './editor/auth/hostFlags';
import { createHostTokens } from './editor/auth/hostTokens';
import { createPastedTokens } from './editor/auth/pastedTokens';
import { createSessionTokens } from './editor/auth/sessionTokens';
import { createSignIn } from './editor/auth/signIn';
import { registerBackstage } from './editor/backstage/registerBackstage';
import { registerEntityCommands } from './editor/commands/entityCommands';
import { registerSearch } from './editor/commands/registerSearch';
import { registerRegistration } from './editor/commands/registerRegistration';
import { registerGeneralCommands } from './editor/commands/generalCommands';
import { registerRefreshCommands } from './editor/commands/refreshCommands';
import { RefreshRunner } from './editor/commands/refreshRunner';
import { registerRefreshing } from './editor/commands/registerRefreshing';
import { registerSessionCommands } from './editor/commands/sessionCommands';
import { registerDocs } from './editor/docs/registerDocs';
import { registerProblems } from './editor/problems/registerProblems';
import { registerCloseUnreadable } from './editor/files/closeUnreadable';
import { registerEntityPages } from './editor/entity/registerEntityPages';
import { registerUnsavedDocuments } from './editor/files/unsavedDocuments';
import type { LinkHost } from './editor/files/linkCheck';
import { createOutputLog } from './editor/host/outputLog';
import { registerLater } from './editor/host/registerLater';
import { systemClock as clock } from './editor/host/systemClock';
import { registerLanguage } from './editor/language/registerLanguage';
import { registerScaffold } from './editor/scaffold/registerScaffold';
import { registerOwnership } from './editor/ownership/registerOwnership';
import { registerReading } from './editor/reading/registerReading';
import type { EditorServices } from './editor/services';
import { createVsCodeSnapshotStore } from './editor/storage/vsCodeSnapshotStore';
import { registerCatalogView } from './editor/tree/catalogView';
import { createStarredEntities } from './editor/tree/createStarredEntities';
import { isSerious } from './portal/catalog/problems/catalogProblem';
import type { Fetch } from './portal/ports/fetch';

/** What the two entries bring of their host. */
export interface HostServices {
  /** `node` on the desktop and in remote hosts, `web` in the browser's worker. */
  readonly kind: 'node' | 'web';
  /** A token out of the environment; the browser has none. */
  readonly environmentToken?: EnvironmentToken | undefined;
  /** Tells where symbolic links lead; the browser cannot. */
  readonly links?: LinkHost;
}

/** The composition root: the only place that knows every room. It asks the network for nothing. */
export function activateShared(context: vscode.ExtensionContext, host: HostServices): void {
  const own = <T extends vscode.Disposable>(item: T): T => {
    context.subscriptions.push(item);
    return item;
  };
  const output = own(vscode.window.createOutputChannel('Stagedoor', { log: true }));
  const log = createOutputLog(output);
  const fetch: Fetch = (url, init) => globalThis.fetch(url, init);

  const sessions = own(createSessionTokens(log, clock));
  const pasted = own(createPastedTokens(context.secrets, context.globalState));
  const signIn = { sessions, pasted, fetch };
  const tokens = own(
    createHostTokens({
      providers: [pasted, sessions, createEnvironmentTokens(host.environmentToken)],
      ask: createSignIn(signIn),
      signedOut: createHostFlags(context.globalState),
      log,
    }),
  );
  const backstageTokens = own(createPastedTokens(context.secrets, context.globalState, 'stagedoor.backstageToken'));
  const snapshots = createVsCodeSnapshotStore(vscode.Uri.joinPath(context.globalStorageUri, 'catalog'));
  const { catalog, files, gitHub } = own(registerReading({ tokens, backstageTokens, fetch, snapshots, clock, log, version: versionOf(context.extension), links: host.links }));
  const stars = own(createStarredEntities(context.globalState));
  const problems = own(registerProblems({ catalog, clock, context, log }));
  const services: EditorServices = { context, log, clock, catalog, files, tokens, stars, problems };

  const runner = new RefreshRunner({ catalog, clock, log });
  const search = own(registerSearch({ ...services, isBroken: (ref) => problems.problemsOf(ref).some(isSerious) }));
  own(registerCatalogView({ ...services, choose: (question) => search.choose(question) }));
  own(registerEntityCommands(services, search));
  own(registerRefreshCommands(services, runner));
  own(registerSessionCommands({ tokens, pasted, fetch }));
  own(registerBackstage({ tokens: backstageTokens, fetch, clock }));
  own(registerGeneralCommands(output));
  own(registerEntityPages(services, (question) => search.choose(question)));
  const ownership = own(registerOwnership(services));
  registerDocs({ ...services, gitHub });
  own(registerScaffold({ ...services, gitHub, signIn: { ...signIn, tokens } }));
  own(registerRegistration({ ...services, gitHub }));
  own(registerRefreshing(services, runner));
  own(backstageTokens.onDidChange(() => void runner.run('signed-in')));
  own(
    registerLater(clock, [() => registerUnsavedDocuments(services), () => registerLanguage(services, search), () => ownership.showInStatusBar(), () => registerCloseUnreadable(files, tokens)], (error) =>
      log.error('A part of Stagedoor could not be started', error),
    ),
  );
}

/** Written by us and checked by the editor, but not typed. */
function versionOf({ packageJSON }: vscode.Extension<unknown>): string {
  const manifest: unknown = packageJSON;
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '';
}
