import type { ExportedPage } from '../../protocol/docs';

/**
 * A page as a file of its own, in the colours of the editor. Its markup is sanitized already; the policy keeps a browser from running
 * or fetching anything all the same, but for pictures that the page takes from the web.
 * @param styles text of the panel's style sheet
 */
export function toExportedFile(page: ExportedPage, styles: string): string {
  const policy = `default-src 'none'; img-src data: https:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.title)}</title>
<style>
:root {
${withoutEnd(page.theme)}
}
${withoutEnd(withoutFonts(styles))}
html, body { height: auto; }
main { overflow: visible; }
@media print { .article { font-size: 11pt; } pre { white-space: pre-wrap; } }
</style>
</head>
<body>
<main>
<article class="article">
${page.html}
</article>
</main>
</body>
</html>
`;
}

/** A proposal for the file's name: the title, without what file systems refuse. */
export function toFileName(title: string): string {
  const name = title.replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ').replace(/\s+/g, ' ').trim().slice(0, 80);
  return `${name || 'page'}.html`;
}

/** Fonts that lie beside the style sheet are not there any more. */
function withoutFonts(styles: string): string {
  return styles.replace(/@font-face\s*\{[^}]*\}/g, '').replace(/\/\*# sourceMappingURL=[^*]*\*\//g, '');
}

/** Style text may not end its element. */
function withoutEnd(text: string): string {
  return text.replace(/<\/style/gi, '<\\/style');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
