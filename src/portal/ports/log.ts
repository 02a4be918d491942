/** Where the portal tells what it does. Implementations must never be given a token or an Authorization header. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string, error?: unknown): void;
}
