import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { out, vsix } from '../../../scripts/lib/paths';
import { markInstalled, isInstalled } from '../../../scripts/setup/install.mjs';
import { installExtension } from '../../../scripts/vscode/server';

const extensionsDir = join(out, 'interface', 'extensions');

/** Installs the packaged extension once for all workbenches of a run; each of them has its own data beside it. */
export async function installPackage(): Promise<string> {
  if (!existsSync(vsix)) {
    throw new Error('There is no package to install. `npm test -- interface` packs it first.');
  }
  const digest = createHash('sha256').update(readFileSync(vsix)).digest('hex');
  if (!isInstalled(extensionsDir, digest)) {
    rmSync(extensionsDir, { recursive: true, force: true });
    await installExtension(vsix, { dataDir: join(out, 'interface', 'install'), extensionsDir });
    markInstalled(extensionsDir, digest);
  }
  return extensionsDir;
}
