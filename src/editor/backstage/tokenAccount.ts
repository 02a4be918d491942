/**
 * Whose token it is, for keeping apart on this disk what different people may see: the subject of a Backstage user's token, so
 * that a renewed one is the same account; of any other token nothing but that it is another one.
 * @param random makes a text that nothing else has
 */
export function accountOf(token: string, random: () => string): string {
  const [, payload = '', signature] = token.split('.');
  if (signature !== undefined) {
    try {
      const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
      const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
      const subject = typeof claims === 'object' && claims !== null && 'sub' in claims ? claims.sub : undefined;
      if (typeof subject === 'string' && subject !== '') {
        return `user:${subject}`;
      }
    } catch {
      // Three parts, but no token of a user.
    }
  }
  return `token:${random()}`;
}
