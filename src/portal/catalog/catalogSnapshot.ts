import { hashBytes } from '../base/hash';
import type { Slices } from '../base/pause';
import type { CatalogShard } from './catalogRecord';
import type { RepositoryInfo } from './entity';
import type { CatalogRepository, ReaderState } from './organizationReader';
import type { DocumentProblem } from './problem';
import { SnapshotRecord, toRow, type RecordRow } from './snapshotRecord';
import { StringTable } from './stringTable';

/**
 * A source on disk:
 *
 *     stagedoor-catalog <version> <bytes of the head> <bytes of all> <hash of the head>\n
 *     head    JSON: what the source remembers, length and hash of each block, and hashes of the body
 *     blocks  JSON: an index of files and entities, and repositories, each small enough to be read at one go
 *     body    the entities as JSON, one after another; read one by one when somebody asks
 *
 * A file whose lengths or hashes do not fit was torn, and counts as none.
 */
const MAGIC = 'stagedoor-catalog';
const VERSION = 2;

/** Rows in a block: about a quarter of a megabyte, some milliseconds of parsing. */
const BLOCK_ROWS = 1000;
const BODY_CHUNK = 1 << 18;

export interface Snapshot {
  /** The version of Stagedoor that wrote it: another one may judge files otherwise. */
  readonly writtenBy: string;
  readonly source: string;
  /** Web address of the host it was read from; absent for the workspace. */
  readonly host?: string;
  /** The account that read it; absent where nobody was signed in. */
  readonly account?: string;
  /** ms since the epoch */
  readonly readAt?: number;
  readonly state: ReaderState;
  readonly repositories: readonly CatalogRepository[];
  readonly shards: readonly CatalogShard[];
}

type Facts = Omit<Snapshot, 'repositories' | 'shards'>;

interface Head extends Facts {
  /** Length and hash in turns. */
  readonly blocks: readonly number[];
  readonly body: readonly number[];
}

type ShardRow = readonly [
  uri: string,
  version: string,
  repository: string | null,
  isPrivate: boolean,
  follows: readonly string[],
  reads: readonly string[],
  problems: readonly DocumentProblem[],
  info: RepositoryInfo | null,
  location: string | null,
  records: readonly RecordRow[],
];

interface Block {
  /** What rows say by number. */
  readonly strings: readonly string[];
  readonly shards: readonly ShardRow[];
  readonly repositories: readonly CatalogRepository[];
}

export async function encodeSnapshot(snapshot: Snapshot, slices: Slices): Promise<Uint8Array> {
  const encoder = new TextEncoder();
  const body: Uint8Array[] = [];
  const blocks: Uint8Array[] = [];
  let offset = 0;
  let table = new StringTable();
  let rows: ShardRow[] = [];
  let count = 0;
  const close = (repositories: readonly CatalogRepository[]): void => {
    blocks.push(encoder.encode(JSON.stringify({ strings: table.strings, shards: rows, repositories } satisfies Block)));
    table = new StringTable();
    rows = [];
    count = 0;
  };
  for (const shard of snapshot.shards) {
    const records: RecordRow[] = [];
    for (const record of shard.records) {
      if (slices.isOver) {
        await slices.turn();
      }
      const bytes = record instanceof SnapshotRecord ? record.bytes : encoder.encode(JSON.stringify(record.entity));
      records.push(toRow(record, { offset, length: bytes.length }, table));
      body.push(bytes);
      offset += bytes.length;
    }
    const origin = shard.records[0]?.origin;
    rows.push([shard.uri, shard.version, shard.repository ?? null, shard.private, shard.follows, shard.reads, shard.problems, origin?.repository ?? null, origin?.location ?? null, records]);
    count += records.length + 1;
    if (count >= BLOCK_ROWS) {
      close([]);
    }
  }
  close([]);
  for (let index = 0; index < snapshot.repositories.length; index += BLOCK_ROWS) {
    await slices.turn();
    close(snapshot.repositories.slice(index, index + BLOCK_ROWS));
  }
  const whole = await join(body, offset, slices);
  const { repositories: _repositories, shards: _shards, ...facts } = snapshot;
  const head: Head = { ...facts, blocks: blocks.flatMap((block) => [block.length, hashBytes(block)]), body: await hashChunks(whole, slices) };
  const headBytes = encoder.encode(JSON.stringify(head));
  const rest = headBytes.length + blocks.reduce((sum, block) => sum + block.length, 0) + whole.length;
  return join([encoder.encode(`${MAGIC} ${VERSION} ${headBytes.length} ${rest} ${hashBytes(headBytes)}\n`), headBytes, ...blocks, whole], undefined, slices);
}

/** @returns `undefined` where the bytes are torn, foreign, or of another version */
export async function decodeSnapshot(bytes: Uint8Array, slices: Slices): Promise<Snapshot | undefined> {
  const parts = open(bytes);
  if (!parts) {
    return undefined;
  }
  const { head, blocks, body } = parts;
  const { blocks: _blocks, body: hashes, ...facts } = head;
  await slices.turn();
  const actual = await hashChunks(body, slices);
  if (actual.length !== hashes.length || actual.some((hash, index) => hash !== hashes[index])) {
    return undefined;
  }
  const shards: CatalogShard[] = [];
  const repositories: CatalogRepository[] = [];
  for (const { bytes: blockBytes, hash } of blocks) {
    await slices.turn();
    if (hashBytes(blockBytes) !== hash) {
      return undefined;
    }
    const block = parse<Block>(blockBytes);
    for (const row of block.shards) {
      if (slices.isOver) {
        await slices.turn();
      }
      shards.push(toShard(row, block.strings, facts.source, body));
    }
    repositories.push(...block.repositories);
  }
  return { ...facts, shards, repositories };
}

/** What a snapshot says of itself, without its content. @returns `undefined` where it is none */
export function readSnapshotHead(bytes: Uint8Array): Pick<Snapshot, 'source' | 'host' | 'account' | 'writtenBy'> | undefined {
  return open(bytes)?.head;
}

interface Parts {
  readonly head: Head;
  readonly blocks: readonly { readonly bytes: Uint8Array; readonly hash: number }[];
  readonly body: Uint8Array;
}

function open(bytes: Uint8Array): Parts | undefined {
  const firstLine = bytes.subarray(0, 80).indexOf(10);
  const match = firstLine < 0 ? null : /^stagedoor-catalog (\d+) (\d+) (\d+) (\d+)$/.exec(new TextDecoder().decode(bytes.subarray(0, firstLine)));
  if (!match || Number(match[1]) !== VERSION || bytes.length !== firstLine + 1 + Number(match[3])) {
    return undefined;
  }
  const start = firstLine + 1 + Number(match[2]);
  const headBytes = bytes.subarray(firstLine + 1, start);
  const head = hashBytes(headBytes) === Number(match[4]) ? parse<unknown>(headBytes) : undefined;
  if (!isHead(head)) {
    return undefined;
  }
  let at = start;
  const blocks = [];
  for (let index = 0; index + 1 < head.blocks.length; index += 2) {
    const length = head.blocks[index] ?? 0;
    blocks.push({ bytes: bytes.subarray(at, at + length), hash: head.blocks[index + 1] ?? 0 });
    at += length;
  }
  return { head, blocks, body: bytes.subarray(at) };
}

function isHead(value: unknown): value is Head {
  return typeof value === 'object' && value !== null && 'source' in value && 'blocks' in value && Array.isArray(value.blocks) && 'body' in value && Array.isArray(value.body);
}

function toShard(row: ShardRow, strings: readonly string[], source: string, body: Uint8Array): CatalogShard {
  const [uri, version, repository, isPrivate, follows, reads, problems, info, location, records] = row;
  const shared = { uri, source, ...(info && { repository: info }), ...(location !== null && { location }) };
  return {
    uri,
    source,
    version,
    records: records.map((record) => new SnapshotRecord(record, strings, body, shared)),
    problems,
    ...(repository !== null && { repository }),
    private: isPrivate,
    follows,
    reads,
  };
}

/** The bytes are our own, and their hash is checked or their shape is by the caller. */
function parse<T>(bytes: Uint8Array): T {
  return JSON.parse(new TextDecoder().decode(bytes)) as T;
}

async function hashChunks(bytes: Uint8Array, slices: Slices): Promise<number[]> {
  const hashes: number[] = [];
  for (let at = 0; at < bytes.length; at += BODY_CHUNK) {
    await slices.turn();
    hashes.push(hashBytes(bytes.subarray(at, at + BODY_CHUNK)));
  }
  return hashes;
}

async function join(parts: readonly Uint8Array[], length: number | undefined, slices: Slices): Promise<Uint8Array> {
  const whole = new Uint8Array(length ?? parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    if (slices.isOver) {
      await slices.turn();
    }
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
