import type { LogOutputChannel } from 'vscode';
import { isPortalError, messageOf } from '../../portal/base/errors';
import type { Log } from '../../portal/ports/log';

/** Headers and tokens never reach the log: this catches one that slipped into the message of a foreign error. */
export function withoutTokens(text: string): string {
  return text
    .replace(/\b(?:gh[a-z]_|github_pat_)[A-Za-z0-9_]+/g, '[token]')
    .replace(/\b(authorization["']?\s*[:=]\s*["']?)(?:(?:bearer|token|basic)\s+)?[^\s"',}]+/gi, '$1[token]')
    .replace(/\/\/[^/@\s]+@/g, '//[token]@');
}

/** Writes to the output channel `Stagedoor`; the user sets how much it says. */
export function createOutputLog(channel: Pick<LogOutputChannel, 'debug' | 'info' | 'warn' | 'error'>): Log {
  return {
    debug: (message) => channel.debug(withoutTokens(message)),
    info: (message) => channel.info(withoutTokens(message)),
    warn: (message) => channel.warn(withoutTokens(message)),
    error: (message, error) => channel.error(withoutTokens(error === undefined ? message : `${message}: ${describe(error)}`)),
  };
}

function describe(error: unknown): string {
  if (isPortalError(error)) {
    return `[${error.reason}] ${error.message}`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : messageOf(error);
}
