import { chromium, type Browser, type Page } from 'playwright-core';
import { findBrowser } from '../setup/programs.mjs';
import type { Json } from './server';

/** Starts the machine's Chromium without a window. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) {
    throw new Error('There is no Chromium on this machine. Start this through scripts/run.mjs, which installs it.');
  }
  const args = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'];
  // Chromium refuses its sandbox to root.
  return chromium.launch({ executablePath, headless: true, chromiumSandbox: process.getuid?.() !== 0, args });
}

/** An extension's folder or module on the server's disk, as the workbench names it. */
export const remoteUri = (authority: string, path: string): Json => ({ scheme: 'vscode-remote', authority, path });

/**
 * Runs in the page, so it is text: the tasks are type-checked without a DOM. It wraps the reading of the attribute that carries
 * the workbench's options.
 */
const PAGE_SCRIPT = `(added) => {
  if (window !== window.top) return;
  const original = Element.prototype.getAttribute;
  Element.prototype.getAttribute = function (name) {
    const value = original.call(this, name);
    if (name !== 'data-settings' || this.id !== 'vscode-workbench-web-configuration' || value === null) return value;
    const options = JSON.parse(value);
    for (const [key, more] of Object.entries(added)) options[key] = { ...options[key], ...more };
    return JSON.stringify(options);
  };
}`;

/**
 * Adds to the options that the page hands to the workbench when it is constructed, such as `developmentOptions`. The server's own
 * way, a flag for smoke tests, would switch off notifications and dialogs as well; rewriting the page on its way through the
 * browser closes the workbench's connection.
 */
export async function addWorkbenchOptions(page: Page, options: { readonly [key: string]: { readonly [key: string]: Json } }): Promise<void> {
  await page.addInitScript({ content: `(${PAGE_SCRIPT})(${JSON.stringify(options)})` });
}
