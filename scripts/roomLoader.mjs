// Goes into the browser's bundle: loads a room of the extension in the way the browser's extension host loads extensions.
import * as vscode from 'vscode';

/** @type {Map<string, Promise<unknown>>} */
const rooms = new Map();

/** @param {string} name file name in dist/rooms, without extension @returns {Promise<unknown>} what the room exports */
export function loadRoom(name) {
  let room = rooms.get(name);
  if (!room) {
    room = evaluate(name);
    rooms.set(name, room);
    // What could not be read (no network) is tried again the next time.
    room.catch(() => rooms.delete(name));
  }
  return room;
}

/** @param {string} name */
async function evaluate(name) {
  const extension = vscode.extensions.getExtension('stagedoor.stagedoor');
  if (!extension) {
    throw new Error('Stagedoor is not installed under its own name.');
  }
  const file = vscode.Uri.joinPath(extension.extensionUri, 'dist', 'rooms', `${name}.cjs`);
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const module = { exports: {} };
  /** @param {string} id */
  const require = (id) => {
    if (id === 'vscode') {
      return vscode;
    }
    // Rooms reach one another by promises only, as they are read here.
    const room = /^\.\/([\w-]+)\.cjs$/.exec(id)?.[1];
    if (room) {
      return loadRoom(room);
    }
    throw new Error(`A room requires “${id}”, which does not exist in the browser.`);
  };
  // The text is a file of this extension, and nothing else comes here.
  new Function('module', 'exports', 'require', `${text}\n//# sourceURL=${file.toString()}`)(module, module.exports, require);
  return module.exports;
}
