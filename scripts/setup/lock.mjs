// @ts-check
// A lock on a folder between processes. It is a listening socket, so the system itself frees it when its holder ends, however
// that happens: there is no lock file to go stale, and those who wait learn of the end by the closing of their connection.
import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** @param {string} directory */
function address(directory) {
  const name = `stagedoor-${createHash('sha256').update(realpathSync(directory)).digest('hex').slice(0, 24)}`;
  switch (process.platform) {
    case 'linux':
      return `\0${name}`;
    case 'win32':
      return `\\\\.\\pipe\\${name}`;
    default:
      return join(tmpdir(), `${name}.sock`);
  }
}

/** @param {unknown} error @returns {string | undefined} */
const codeOf = (error) => (error instanceof Error && 'code' in error ? String(error.code) : undefined);

/** @param {string} path @returns {Promise<import('node:net').Server | undefined>} undefined while somebody else holds it */
function tryListen(path) {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined); // A waiter that went away is none of our business.
      socket.unref();
      socket.write(`${process.pid}\n`);
    });
    server.once('error', (error) => (codeOf(error) === 'EADDRINUSE' ? resolve(undefined) : reject(error)));
    server.listen({ path, exclusive: true }, () => {
      server.unref();
      resolve(server);
    });
  });
}

/**
 * @param {string} path
 * @param {(pid: number) => void} onWait
 * @returns {Promise<void>} when the holder has let go
 */
function waitForHolder(path, onWait) {
  return new Promise((resolve) => {
    const socket = connect({ path });
    socket.setEncoding('utf8');
    socket.once('data', (pid) => onWait(Number.parseInt(String(pid), 10)));
    socket.once('error', (error) => {
      // Only a socket that is a file can be left behind by a holder that is gone.
      if (codeOf(error) === 'ECONNREFUSED' && process.platform !== 'linux' && process.platform !== 'win32') {
        rmSync(path, { force: true });
      }
    });
    socket.once('close', () => resolve());
  });
}

/**
 * Does the work while no other process holds the lock of the same folder, and waits for its turn where one does.
 *
 * @template T
 * @param {string} directory made where it does not exist
 * @param {() => Promise<T>} work
 * @param {(pid: number) => void} [onWait] told whom we wait for
 * @returns {Promise<T>}
 */
export async function withLock(directory, work, onWait = () => undefined) {
  mkdirSync(directory, { recursive: true });
  const path = address(directory);
  let server = await tryListen(path);
  while (!server) {
    await waitForHolder(path, onWait);
    server = await tryListen(path);
  }
  const held = server;
  /** @type {Set<import('node:net').Socket>} */
  const waiting = new Set();
  held.on('connection', (socket) => {
    waiting.add(socket);
    socket.once('close', () => waiting.delete(socket));
  });
  try {
    return await work();
  } finally {
    await new Promise((resolve) => {
      held.close(() => resolve(undefined));
      waiting.forEach((socket) => socket.destroy());
    });
  }
}
