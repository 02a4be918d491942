/** What goes into the page of a webview. Everything here comes from the extension itself, never from foreign content. */
export interface WebviewPage {
  readonly title: string;
  /** The source of the extension's own resources: `webview.cspSource`. */
  readonly cspSource: string;
  readonly nonce: string;
  /** Addresses of the page's script and style sheets, made by `webview.asWebviewUri`. */
  readonly script: string;
  readonly styles: readonly string[];
  /** Further sources of pictures, beside the extension's own: `https:`, `data:`. */
  readonly imageSources: readonly string[];
  /** Whether `style="…"` in markup counts. Style sheets written into the markup never do. */
  readonly styleAttributes: boolean;
  /** Whether style sheets that the page's own script makes and marks with the nonce count. */
  readonly styleElements?: boolean;
}

/** The hash of nothing: the toolkit learns from an empty style sheet of its own whether the browser knows `:focus-visible`. */
const EMPTY_STYLE = `'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='`;

/**
 * The page of a webview: nothing is allowed but what is named. Scripts run by their nonce alone (`cspSource` lets them
 * import chunks of their own), there is no eval, no frame, no form target, no `<base>`, and no request to anywhere.
 */
export function toWebviewHtml(page: WebviewPage): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${page.nonce}' ${page.cspSource}`,
    `style-src ${page.cspSource} ${EMPTY_STYLE}${page.styleElements ? ` 'nonce-${page.nonce}'` : ''}`,
    ...(page.styleAttributes ? [`style-src-attr 'unsafe-inline'`] : []),
    `img-src ${[page.cspSource, ...page.imageSources].join(' ')}`,
    `font-src ${page.cspSource}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(page.title)}</title>
${page.styles.map((style) => `<link rel="stylesheet" href="${escapeHtml(style)}">`).join('\n')}
</head>
<body>
<div id="root"></div>
<script nonce="${page.nonce}" src="${escapeHtml(page.script)}"></script>
</body>
</html>`;
}

/** 128 random bits as text; a page gets a new one each time it is written. */
export function createNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
