import mermaid from 'mermaid';
import { offerChunk } from './chunks';

/** What the text of a diagram may not set: what would make markup or styles of its own. Beside Mermaid's own list. */
const SECURE = ['secure', 'securityLevel', 'startOnLoad', 'maxTextSize', 'suppressErrorRendering', 'maxEdges', 'themeCSS', 'fontFamily', 'altFontFamily', 'htmlLabels', 'dompurifyConfig'];

/** Drawings use the document, so one is made after the other. */
let last: Promise<unknown> = Promise.resolve();

offerChunk('mermaid', {
  draw: (source, id, look) => {
    const drawing = last.then(async () => {
      mermaid.initialize({
        startOnLoad: false,
        securityLevel: 'strict',
        secure: SECURE,
        suppressErrorRendering: true,
        theme: look.dark ? 'dark' : 'default',
        darkMode: look.dark,
        fontFamily: look.font,
        htmlLabels: false,
        flowchart: { useMaxWidth: true },
        ...(look.contrast && { themeVariables: { primaryBorderColor: look.dark ? '#fff' : '#000', lineColor: look.dark ? '#fff' : '#000' } }),
      });
      return withNonce(look.nonce, () => mermaid.render(id, source));
    });
    last = drawing.catch(() => undefined);
    return drawing.then(({ svg }) => svg);
  },
});

/** Mermaid writes a style sheet into the drawing before it measures its texts; only one that bears the page's nonce counts. */
async function withNonce<T>(nonce: string, run: () => Promise<T>): Promise<T> {
  const create = document.createElement.bind(document);
  document.createElement = (name: string, options?: ElementCreationOptions) => {
    const element = create(name, options);
    if (name === 'style') {
      element.nonce = nonce;
    }
    return element;
  };
  try {
    return await run();
  } finally {
    Reflect.deleteProperty(document, 'createElement');
  }
}
