/** Small blobs on the user's disk that survive a restart. Names are `[a-z0-9-]+`. */
export interface SnapshotStore {
  read(name: string): Promise<Uint8Array | undefined>;
  /** Replaces the whole blob atomically: a reader sees the old bytes or the new ones, never a mixture. */
  replace(name: string, bytes: Uint8Array): Promise<void>;
  remove(name: string): Promise<void>;
  list(): Promise<readonly string[]>;
  /** When a blob was last replaced, in ms since the epoch; `undefined` where there is none. */
  writtenAt(name: string): Promise<number | undefined>;
}
