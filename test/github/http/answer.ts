import { textOf } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, or text and bytes together with `contentType`. */
  readonly body?: Json | Uint8Array;
  readonly contentType?: string;
}

/** An answer that ends the handling of a request: GitHub's error shape. */
export class ApiError extends Error {
  readonly status: number;
  readonly body: JsonObject;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: JsonObject, headers: Readonly<Record<string, string>> = {}) {
    super(textOf(body, 'message') ?? String(status));
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

const DOCS = 'https://docs.github.com/rest';

export function fail(status: number, message: string, headers: Readonly<Record<string, string>> = {}): ApiError {
  return new ApiError(status, { message, documentation_url: DOCS, status: String(status) }, headers);
}

export function notFound(): ApiError {
  return fail(404, 'Not Found');
}

export interface FieldError {
  readonly resource: string;
  readonly field: string;
  readonly code: 'missing' | 'missing_field' | 'invalid' | 'already_exists' | 'custom';
  readonly message?: string;
}

/** 422 with `errors[]`. */
export function invalid(message: string, errors: readonly FieldError[]): ApiError {
  return new ApiError(422, { message, errors: errors.map((error) => ({ ...error })), documentation_url: DOCS, status: '422' });
}

export function ok(body: Json, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 200, body, headers };
}

/** For what GitHub does in the background. */
export function accepted(body: Json): Answer {
  return { ...ok(body), status: 202 };
}

export function created(body: Json, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 201, body, headers };
}
