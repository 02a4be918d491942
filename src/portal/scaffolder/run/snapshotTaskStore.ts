import { unzipSync, zipSync, type Zippable } from 'fflate';
import { PortalError } from '../../base/errors';
import { isObject } from '../template/readTemplate';
import type { SnapshotStore } from '../../ports/snapshotStore';
import type { TreeEntry } from '../workspace/fileTree';
import type { TaskRecord } from './taskRecord';
import type { TaskStore } from './taskStore';

const PREFIX = 'task-';
const RECORD = 'record.json';
const NODES = 'nodes.json';

/** How entries stand in a blob: what is no content of a file. */
type StoredNode = { readonly path: string; readonly type: 'file'; readonly executable: boolean; readonly name: string } | Exclude<TreeEntry, { type: 'file' }>;

/**
 * Keeps tasks as snapshots, one a task with its workspace in it, since a snapshot is replaced as a whole: what is read is a task
 * and the files it had then.
 */
export function createSnapshotTaskStore(snapshots: SnapshotStore): TaskStore {
  const files = new Map<string, Zippable>();
  const nameOf = (id: string): string => {
    if (!/^[a-z0-9-]+$/.test(id)) {
      throw new PortalError('invalid', `${id} is no id of a task.`);
    }
    return `${PREFIX}${id}`;
  };
  const read = async (name: string): Promise<{ readonly task: TaskRecord; readonly files: readonly TreeEntry[]; readonly parts: Zippable } | undefined> => {
    const bytes = await snapshots.read(name);
    return bytes && unpack(bytes, name);
  };
  return {
    save: async (task, entries) => {
      const name = nameOf(task.id);
      const parts = entries ? pack(entries) : (files.get(name) ?? (await read(name))?.parts ?? pack([]));
      files.set(name, parts);
      await snapshots.replace(name, zipSync({ ...parts, [RECORD]: encode(task) }, { level: 1 }));
    },
    load: async (id) => {
      const found = await read(nameOf(id));
      return found && { task: found.task, files: found.files };
    },
    list: async () => {
      const names = (await snapshots.list()).filter((name) => name.startsWith(PREFIX));
      const tasks = await Promise.all(names.map(async (name) => (await read(name))?.task));
      return tasks.filter((task) => task !== undefined).sort((a, b) => b.createdAt - a.createdAt);
    },
    remove: async (id) => {
      files.delete(nameOf(id));
      await snapshots.remove(nameOf(id));
    },
  };
}

function pack(entries: readonly TreeEntry[]): Zippable {
  const nodes = entries.map((entry, i): StoredNode => (entry.type === 'file' ? { path: entry.path, type: 'file', executable: entry.executable, name: `f${i}` } : entry));
  const contents = entries.flatMap((entry, i) => (entry.type === 'file' ? [[`f${i}`, entry.bytes] as const] : []));
  return { [NODES]: encode(nodes), ...Object.fromEntries(contents) };
}

function unpack(bytes: Uint8Array, name: string): { readonly task: TaskRecord; readonly files: readonly TreeEntry[]; readonly parts: Zippable } {
  const parts = unzipSync(bytes);
  const [task, nodes] = [decode(parts[RECORD]), decode(parts[NODES])];
  if (!isTask(task) || !isNodes(nodes)) {
    throw new PortalError('invalid', `What is kept of the task ${name} cannot be read. Remove it and start over.`);
  }
  const files = nodes.map((node): TreeEntry => (node.type === 'file' ? { path: node.path, type: 'file', executable: node.executable, bytes: parts[node.name] ?? new Uint8Array() } : node));
  const { [RECORD]: _record, ...rest } = parts;
  return { task, files, parts: rest };
}

function encode(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

function decode(bytes: Uint8Array | undefined): unknown {
  return bytes === undefined ? undefined : JSON.parse(new TextDecoder().decode(bytes));
}

/** Of our own making, or of an older Stagedoor's: the members that reading goes by. */
function isTask(value: unknown): value is TaskRecord {
  return isRecord(value) && typeof value['id'] === 'string' && Array.isArray(value['steps']) && isObject(value['template']) && isRecord(value['ledger']);
}

function isNodes(value: unknown): value is readonly StoredNode[] {
  return Array.isArray(value) && value.every((node: unknown) => isRecord(node) && typeof node['path'] === 'string' && ['file', 'symlink', 'folder'].includes(String(node['type'])));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
