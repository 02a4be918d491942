import { isCancelled } from '../../base/cancellation';
import { messageOf } from '../../base/errors';
import { hashText } from '../../base/hash';
import type { Log } from '../../ports/log';
import type { SnapshotStore } from '../../ports/snapshotStore';
import type { CatalogQuery } from '../query';
import type { Viewer, ViewerReader } from './organizationDirectory';
import { ownedByMe } from './ownedByMe';

export interface ViewersOptions {
  readonly graph: () => CatalogQuery;
  readonly snapshots: SnapshotStore;
  readonly log: Log;
}

/** Who an account was found to be. */
interface Known {
  readonly host: string;
  readonly account: string;
  readonly viewer: Viewer;
}

const PREFIX = 'viewer-';

/** Who is signed in, and what that makes theirs in the newest graph. Kept on disk for as long as the account is signed in. */
export class Viewers {
  readonly #options: ViewersOptions;
  /** By host. */
  #known = new Map<string, Known>();
  /** What is on disk, by name. */
  readonly #kept = new Map<string, string>();
  #judged: CatalogQuery | undefined;
  #mine: readonly string[] = [];

  constructor(options: ViewersOptions) {
    this.#options = options;
  }

  /** Full refs in lower case; the same array as long as they are the same. */
  get mine(): readonly string[] {
    const graph = this.#options.graph();
    if (this.#judged !== graph) {
      this.#judged = graph;
      const refs = ownedByMe(graph, [...this.#known.values()].map(({ viewer }) => viewer));
      const isSame = refs.length === this.#mine.length && refs.every((ref, index) => ref === this.#mine[index]);
      this.#mine = isSame ? this.#mine : refs;
    }
    return this.#mine;
  }

  /** Takes up who was signed in the last time, where the account is the same. No network. */
  async restore(readers: readonly ViewerReader[]): Promise<void> {
    const known = new Map<string, Known>();
    for (const reader of readers) {
      await this.#attempt(`Who was signed in to ${reader.host} is not known.`, async () => {
        const bytes = await this.#options.snapshots.read(nameOf(reader.host));
        const found = bytes && parse(new TextDecoder().decode(bytes));
        if (found && found.account === (await reader.account())) {
          known.set(reader.host, found);
        } else if (bytes) {
          await this.#options.snapshots.remove(nameOf(reader.host));
        }
      });
    }
    this.#set(known);
  }

  /**
   * Lets go of accounts that are signed in no more, also on disk.
   * @param all whether another one may be signed in anywhere: hosts that nothing is read of count as signed out then
   */
  async switchAccounts(readers: readonly ViewerReader[], all: boolean): Promise<void> {
    const stay = new Map<string, Known>();
    for (const reader of readers) {
      await this.#attempt(`Who is signed in to ${reader.host} could not be found out.`, async () => {
        const before = this.#known.get(reader.host);
        if (before && before.account === (await reader.account())) {
          stay.set(reader.host, before);
        }
      });
    }
    const gone = [...this.#known.keys()].filter((host) => !stay.has(host)).map(nameOf);
    this.#set(stay);
    await this.#attempt('Who was signed in could not be taken from disk.', async () => {
      const present = all ? (await this.#options.snapshots.list()).filter((name) => name.startsWith(PREFIX)) : gone;
      const kept = new Set([...stay.keys()].map(nameOf));
      for (const name of present.filter((entry) => !kept.has(entry))) {
        this.#kept.delete(name);
        await this.#options.snapshots.remove(name);
      }
    });
  }

  /** Asks each host who is signed in; who was stays where a host does not say. Rejects only with `cancelled`. */
  async read(readers: readonly ViewerReader[], signal: AbortSignal): Promise<void> {
    const known = new Map<string, Known>();
    for (const reader of readers) {
      const { host } = reader;
      try {
        const account = await reader.account();
        const viewer = await reader.read(signal);
        if (viewer && account !== undefined) {
          known.set(host, { host, account, viewer });
        }
      } catch (error) {
        if (isCancelled(error)) {
          throw error;
        }
        this.#options.log.warn(`Who is signed in to ${host} could not be read, so what is theirs is not known anew: ${messageOf(error)}`);
        const before = this.#known.get(host);
        if (before) {
          known.set(host, before);
        }
      }
    }
    this.#set(known);
    for (const entry of known.values()) {
      await this.#keep(entry);
    }
  }

  async #keep(known: Known): Promise<void> {
    const [name, text] = [nameOf(known.host), JSON.stringify(known)];
    if (this.#kept.get(name) !== text) {
      await this.#attempt('Who is signed in could not be kept on disk.', async () => {
        await this.#options.snapshots.replace(name, new TextEncoder().encode(text));
        this.#kept.set(name, text);
      });
    }
  }

  #set(known: Map<string, Known>): void {
    this.#known = known;
    this.#judged = undefined;
  }

  /** Without the disk, or the keychain, what is theirs is known a little later. */
  async #attempt(failure: string, run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      this.#options.log.warn(`${failure} ${messageOf(error)}`);
    }
  }
}

function nameOf(host: string): string {
  return `${PREFIX}${hashText(host)}`;
}

/** @returns `undefined` for what is torn, or of another version's shape */
function parse(text: string): Known | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isKnown(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isKnown(value: unknown): value is Known {
  return isObject(value) && typeof value['host'] === 'string' && typeof value['account'] === 'string' && isViewer(value['viewer']);
}

function isViewer(value: unknown): value is Viewer {
  return isObject(value) && typeof value['login'] === 'string' && Array.isArray(value['teams']) && value['teams'].every((team) => isObject(team) && typeof team['organization'] === 'string' && typeof team['slug'] === 'string');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
