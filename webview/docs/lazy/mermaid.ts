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
      return withoutPictures(() => withNonce(look.nonce, () => mermaid.render(id, source)));
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

/** A picture that a diagram asks for, which is never asked for: Mermaid would fetch it to measure it. */
class NoPicture {
  src = '';
  decode(): Promise<never> {
    return Promise.reject(new Error('Pictures in diagrams are not shown.'));
  }
}

/** Mermaid draws into the live page, so what a drawing would fetch is kept from it before the sanitizer sees it. */
async function withoutPictures<T>(run: () => Promise<T>): Promise<T> {
  const constructor = Object.getOwnPropertyDescriptor(globalThis, 'Image');
  const picture = SVGImageElement.prototype;
  const ignore = { configurable: true, value: () => undefined };
  Object.defineProperty(globalThis, 'Image', { configurable: true, writable: true, value: NoPicture });
  Object.defineProperties(picture, { setAttribute: ignore, setAttributeNS: ignore });
  try {
    return await run();
  } finally {
    Reflect.deleteProperty(picture, 'setAttribute');
    Reflect.deleteProperty(picture, 'setAttributeNS');
    if (constructor) {
      Object.defineProperty(globalThis, 'Image', constructor);
    }
  }
}
