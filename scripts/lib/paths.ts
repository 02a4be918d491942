import { join, resolve } from 'node:path';

/** The repository: scripts/run.mjs starts every task there. */
export const root = process.cwd();

/** Where Node, VS Code and what `npm start` remembers are kept; scripts/run.mjs has made it. */
export const tools = resolve(process.env.STAGEDOOR_TOOLS || join(root, '.tools'));

/** What tasks produce. */
export const out = join(root, 'out');

/** The folder the person stood in when typing `npm …`: relative paths on the command line start there. */
export const callerFolder = process.env.INIT_CWD ?? root;

/** The packaged extension. */
export const vsix = join(out, 'stagedoor.vsix');
