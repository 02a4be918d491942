import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGenerations } from '../../src/editor/storage/generations';
import { Slices } from '../../src/portal/base/pause';
import { decodeSnapshot, encodeSnapshot } from '../../src/portal/catalog/catalogSnapshot';
import { seeded } from '../bench/generatedCatalog';
import { toSnapshot } from '../portal/catalog/largeSnapshot';
import { quickClock } from '../portal/github/onLocalGitHub';
import { ABANDONED_AFTER, SNAPSHOT, variantPath } from './material';
import { createNodeFolder } from './nodeFolder';

/** Each as large as an organization of a thousand entities, and told apart by `readAt`. */
const VARIANTS = 5;
const ENTITIES = 1000;
/** A process is killed at latest so long after its first write began, in ms. */
const LONGEST = 60;

export interface KilledWrites {
  readonly kills: number;
  /** Kills that met a write under way, as what they left shows. */
  readonly inWrites: number;
  /** Most files that lay in the folder after a kill. */
  readonly mostFiles: number;
}

export interface KilledWritesOptions {
  /** The bundled writer.ts. */
  readonly writer: string;
  /** An empty folder. */
  readonly folder: string;
  readonly kills: number;
  readonly seed: number;
  readonly onKill?: (kills: number) => void;
}

interface Writer {
  /** The rounds last begun and last done, when it is dead. */
  readonly ended: Promise<{ readonly begun: number; readonly done: number }>;
}

/** Starts a process that writes, and kills it `after` ms into its first write. */
function startAndKill(writer: string, args: readonly string[], after: number): Writer {
  const child = spawn(process.execPath, [writer, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let [begun, done] = [-1, -1];
  let timer: NodeJS.Timeout | undefined;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [word, round = ''] = line.split(' ');
    timer ??= setTimeout(() => child.kill('SIGKILL'), after);
    if (word === 'begin') {
      begun = Number(round);
    } else {
      done = Number(round);
    }
  });
  return {
    ended: new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => {
        clearTimeout(timer);
        if (signal === 'SIGKILL') {
          resolve({ begun, done });
        } else {
          reject(new Error(`The writer ended by itself, with ${code}.`));
        }
      });
    }),
  };
}

/**
 * Kills a process in the middle of writing snapshots, again and again, and reads after each what is there.
 * @throws where what is there is neither the snapshot written last nor the one before it, or what is left behind grows
 */
export async function killWrites({ writer, folder, kills, seed, onKill }: KilledWritesOptions): Promise<KilledWrites> {
  const [material, target] = [join(folder, 'material'), join(folder, 'snapshots')];
  mkdirSync(material, { recursive: true });
  const snapshot = toSnapshot(ENTITIES);
  for (let index = 0; index < VARIANTS; index++) {
    writeFileSync(variantPath(material, index), await encodeSnapshot({ ...snapshot, readAt: index }, new Slices(quickClock)));
  }
  const random = seeded(seed);
  const store = createGenerations(createNodeFolder(target), { abandonedAfter: ABANDONED_AFTER });
  let [last, inWrites, mostFiles] = [-1, 0, 0];
  for (let kill = 0; kill < kills; kill++) {
    const first = last + 1;
    const { begun, done } = await startAndKill(writer, [target, material, String(first), String(VARIANTS)], random(LONGEST * 1000) / 1000).ended;
    const bytes = await store.read(SNAPSHOT);
    const read = bytes && (await decodeSnapshot(bytes, new Slices(quickClock)));
    // Nothing was ever written whole before the first write is done.
    const allowed = [Math.max(done, last), begun].filter((round) => round >= 0);
    const isMissingRightly = last < 0 && done < 0;
    if (read ? !allowed.some((round) => round % VARIANTS === read.readAt) || read.shards.length !== ENTITIES : bytes !== undefined || !isMissingRightly) {
      throw new Error(`After kill ${kill + 1}: expected the snapshot of round ${allowed.join(' or ')}, found ${read ? `that of a round ${read.readAt} (modulo ${VARIANTS})` : bytes ? 'a torn one' : 'none'}.`);
    }
    const files = readdirSync(target);
    inWrites += files.some((name) => name.endsWith('.tmp') && Date.now() - statSync(join(target, name)).mtimeMs < ABANDONED_AFTER) ? 1 : 0;
    mostFiles = Math.max(mostFiles, files.length);
    last = read ? (allowed.find((round) => round % VARIANTS === read.readAt) ?? last) : last;
    onKill?.(kill + 1);
  }
  // What the kills left is gone with the next write that comes late enough.
  await new Promise((resolve) => setTimeout(resolve, ABANDONED_AFTER + 100));
  await store.replace(SNAPSHOT, (await store.read(SNAPSHOT)) ?? Uint8Array.of());
  const left = readdirSync(target);
  if (left.length !== 1) {
    throw new Error(`These are left behind: ${left.join(', ')}`);
  }
  return { kills, inWrites, mostFiles };
}
