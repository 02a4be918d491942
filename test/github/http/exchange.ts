import type { IncomingMessage } from 'node:http';
import { fail } from './answer.ts';
import type { Answer } from './answer.ts';

export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    if (chunk instanceof Buffer) {
      chunks.push(chunk);
    }
  }
  return Buffer.concat(chunks).toString('utf8');
}

export function parse(body: string): unknown {
  if (body === '') {
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(body);
    return value;
  } catch {
    throw fail(400, 'Problems parsing JSON');
  }
}

export function toHeaders(request: IncomingMessage): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]));
}

export function toBytes(answer: Answer): Buffer | undefined {
  if (answer.body === undefined) {
    return undefined;
  }
  return answer.body instanceof Uint8Array ? Buffer.from(answer.body) : answer.contentType?.startsWith('text/') && typeof answer.body === 'string' ? Buffer.from(answer.body) : Buffer.from(JSON.stringify(answer.body));
}

/** Reads `Authorization` in the forms GitHub takes: `Bearer`, `token`, and Basic with the token as its password. */
export function tokenOf(header: string | undefined): string | undefined {
  const [scheme = '', rest = ''] = header?.split(/ +/, 2) ?? [];
  if (/^(bearer|token)$/i.test(scheme)) {
    return rest;
  }
  const [user = '', password = ''] = /^basic$/i.test(scheme) ? Buffer.from(rest, 'base64').toString('utf8').split(':', 2) : [];
  return password || user || undefined;
}

/** A body for the log: JSON where it is that, the text otherwise. */
export function toReadable(body: string): unknown {
  try {
    const value: unknown = JSON.parse(body);
    return value;
  } catch {
    return body === '' ? undefined : body;
  }
}
