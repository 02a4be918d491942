import type { TreeEntry } from '../workspace/fileTree';
import type { TaskRecord } from './taskRecord';

/** Where tasks are kept, so that one goes on after a window that was closed or a process that was killed. */
export interface TaskStore {
  /** Replaces what is kept of a task. With `files` its workspace too; both or neither are there afterwards. */
  save(task: TaskRecord, files?: readonly TreeEntry[]): Promise<void>;
  load(id: string): Promise<{ readonly task: TaskRecord; readonly files: readonly TreeEntry[] } | undefined>;
  /** The newest first. */
  list(): Promise<readonly TaskRecord[]>;
  remove(id: string): Promise<void>;
}
