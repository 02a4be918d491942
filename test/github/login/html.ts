import type { Answer } from '../http/answer.ts';

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A page of the local GitHub. `content` is HTML. */
export function toPage(title: string, content: string, status = 200): Answer {
  const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>body{font:16px system-ui,sans-serif;max-width:32rem;margin:4rem auto;padding:0 1rem}button{font:inherit;padding:.5rem 1rem}input{font:inherit;padding:.4rem}</style></head><body><h1>${escapeHtml(title)}</h1>${content}</body></html>`;
  return { status, body, contentType: 'text/html; charset=utf-8' };
}

export function toHiddenInputs(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join('');
}
