import { DisposableStore, type Disposable } from '../../portal/base/disposable';
import { Emitter } from '../../portal/base/event';
import { READ_SCOPES } from '../../portal/github/scopes';
import type { Log } from '../../portal/ports/log';
import type { Token, TokenRequest, TokenSource } from '../../portal/ports/tokenSource';
import { isReading, lackingScopes } from './scopes';
import type { FoundToken, TokenProvider } from './tokenProvider';

export interface HostTokensOptions {
  /** In order of precedence. */
  readonly providers: readonly TokenProvider[];
  /** Asks the user to sign in. Resolves to `undefined` where they would not. */
  readonly ask: (host: string, scopes: readonly string[]) => Promise<Token | undefined>;
  /** Hosts whose tokens are left alone since the user signed out of them here. */
  readonly signedOut: HostFlags;
  readonly log: Log;
}

/** A small set of hosts that outlives the window. */
export interface HostFlags {
  has(host: string): boolean;
  set(host: string, value: boolean): Promise<void>;
}

export interface HostTokens extends TokenSource, Disposable {
  /** Asks even where a token is at hand: to sign in, or for further rights. */
  signIn(host: string, scopes: readonly string[]): Promise<Token | undefined>;
  /** The same with a way of asking of one's own. */
  signInWith(host: string, ask: () => Promise<Token | undefined>): Promise<Token | undefined>;
  /**
   * Asks for a token in the place of one that GitHub refused for want of rights which nobody could know it lacks. The
   * refused one is not handed out for these again, but serves the rest.
   * @param lacking beyond reading
   * @param ask is told where the refused one came from
   * @returns whether there is something to try again with
   */
  replaceRefused(host: string, lacking: readonly string[], ask: (scopes: readonly string[], provider: string | undefined) => Promise<Token | undefined>): Promise<boolean>;
  /** From now on nothing is read with a token of this host, until somebody signs in again. */
  signOut(host: string): Promise<void>;
}

/** Puts the sources of tokens in order, and tells of a change only where another token comes out. */
export function createHostTokens({ providers, ask, signedOut, log }: HostTokensOptions): HostTokens {
  const store = new DisposableStore();
  const changed = store.add(new Emitter<string>());
  /** What was handed out last, by host, to tell a true change from noise. Never leaves memory. */
  const last = new Map<string, Token | undefined>();

  /** Scopes that GitHub found wanting, by the value of a token. Never leaves memory. */
  const wanting = new Map<string, readonly string[]>();
  const isWanting = (value: string, scopes: readonly string[]): boolean => wanting.get(value)?.some((scope) => scopes.includes(scope)) ?? false;

  const locate = async (host: string, scopes: readonly string[]): Promise<{ readonly token: Token; readonly provider: string } | undefined> => {
    if (signedOut.has(host)) {
      return undefined;
    }
    for (const provider of providers) {
      const found = await provider.find(host, scopes);
      if (found && serves(found, scopes) && !isWanting(found.value, scopes)) {
        return { token: { value: found.value, account: found.account }, provider: provider.name };
      }
    }
    return undefined;
  };
  const find = async (host: string, scopes: readonly string[]): Promise<Token | undefined> => (await locate(host, scopes))?.token;
  const tellIfChanged = async (host: string): Promise<void> => {
    const after = await find(host, READ_SCOPES);
    const known = last.has(host);
    const before = last.get(host);
    last.set(host, after);
    if (!known || before?.value !== after?.value || before?.account !== after?.account) {
      log.info(`The session for ${host} is another one now`);
      changed.fire(host);
    }
  };
  const signInWith: HostTokens['signInWith'] = async (host, askUser) => {
    const token = await askUser();
    if (token) {
      await signedOut.set(host, false);
      await tellIfChanged(host);
    }
    return token;
  };
  const signIn = (host: string, scopes: readonly string[]): Promise<Token | undefined> => signInWith(host, () => ask(host, scopes));

  for (const provider of providers) {
    store.add(
      provider.onDidChange((host) => {
        tellIfChanged(host).catch((error: unknown) => log.error(`The ${provider.name} token of ${host} cannot be read`, error));
      }),
    );
  }
  return {
    onDidChange: changed.event,
    async get({ host, scopes, interactive }: TokenRequest) {
      const found = await find(host, scopes);
      if (isReading(scopes)) {
        last.set(host, found);
      }
      return found ?? (interactive ? signIn(host, scopes) : undefined);
    },
    signIn,
    signInWith,
    async replaceRefused(host, lacking, askUser) {
      const scopes = [...new Set([...READ_SCOPES, ...lacking])];
      const refused = await locate(host, scopes);
      const token = await signInWith(host, () => askUser(scopes, refused?.provider));
      if (token && refused && token.value === refused.token.value) {
        // Rights of a token can be widened on GitHub; a session's are what they were when it was made.
        return refused.provider !== 'session';
      }
      if (token && refused) {
        wanting.set(refused.token.value, lacking);
      }
      return token !== undefined;
    },
    async signOut(host) {
      await signedOut.set(host, true);
      await tellIfChanged(host);
    },
    dispose: () => store.dispose(),
  };
}

/**
 * A token with less than reading asks for still reads something (public repositories, chosen ones), and is what the
 * user gave us: it serves. Rights beyond reading must be there, as far as one can know.
 */
function serves(token: FoundToken, scopes: readonly string[]): boolean {
  return !token.scopes || lackingScopes(lackingScopes(scopes, READ_SCOPES), token.scopes).length === 0;
}
