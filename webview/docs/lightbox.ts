import { element } from '../shared/element';

const ZOOMS = [1, 1.5, 2, 3, 4, 6];

/** Shows the pictures of the article large, one after the other: Escape closes, arrows turn, plus and minus zoom, 0 fits again. */
export function createLightbox(article: HTMLElement): { readonly node: HTMLElement; open(picture: Element): void } {
  const stage = element('div', { class: 'lightbox-stage' });
  const caption = element('p', { class: 'lightbox-caption', 'aria-live': 'polite' });
  const button = (label: string, name: string, run: () => void): HTMLElement => {
    const node = element('button', { type: 'button', class: `lightbox-${name}`, title: label, 'aria-label': label });
    node.addEventListener('click', run);
    return node;
  };
  const node = element('dialog', { class: 'lightbox', 'aria-label': 'Picture' });
  let at = 0;
  let zoom = 0;

  const pictures = (): readonly Element[] => [...article.querySelectorAll('img, .diagram > svg')].filter((picture) => isEnlargeable(picture));
  const show = (): void => {
    const all = pictures();
    at = (at + all.length) % Math.max(1, all.length);
    zoom = 0;
    const picture = all[at];
    if (!picture) {
      node.close();
      return;
    }
    const copy = picture.cloneNode(true);
    if (copy instanceof Element) {
      copy.removeAttribute('id');
      copy.removeAttribute('class');
      copy.removeAttribute('width');
      copy.removeAttribute('height');
      copy.removeAttribute('style');
    }
    stage.replaceChildren(copy);
    stage.style.setProperty('--zoom', '1');
    const name = picture.getAttribute('alt') || picture.getAttribute('title') || picture.getAttribute('aria-label') || '';
    caption.textContent = all.length > 1 ? [name, `${at + 1} of ${all.length}`].filter(Boolean).join(' · ') : name;
    node.classList.toggle('single', all.length < 2);
  };
  const turn = (by: number): void => {
    at += by;
    show();
  };
  const magnify = (by: number): void => {
    zoom = Math.min(ZOOMS.length - 1, Math.max(0, zoom + by));
    stage.style.setProperty('--zoom', String(ZOOMS[zoom]));
  };
  node.append(
    stage,
    caption,
    button('Previous picture', 'previous', () => turn(-1)),
    button('Next picture', 'next', () => turn(1)),
    element('div', { class: 'lightbox-tools' }, button('Zoom out (−)', 'out', () => magnify(-1)), button('Zoom in (+)', 'in', () => magnify(1)), button('Close (Escape)', 'close', () => node.close())),
  );
  node.addEventListener('keydown', (event) => {
    const keys: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => turn(-1),
      ArrowRight: () => turn(1),
      '+': () => magnify(1),
      '=': () => magnify(1),
      '-': () => magnify(-1),
      '0': () => magnify(-ZOOMS.length),
    };
    const run = keys[event.key];
    if (run && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      run();
    }
  });
  node.addEventListener('wheel', (event) => {
    if (event.ctrlKey) {
      event.preventDefault();
      magnify(event.deltaY < 0 ? 1 : -1);
    }
  });
  // Beside the picture is out of it.
  node.addEventListener('click', (event) => {
    if (event.target === node || event.target === stage) {
      node.close();
    }
  });
  // The picture that was opened has the focus again.
  let opener: HTMLElement | undefined;
  node.addEventListener('close', () => opener?.focus());
  return {
    node,
    open: (picture) => {
      at = pictures().indexOf(picture);
      if (at >= 0) {
        opener = picture instanceof HTMLElement ? picture : undefined;
        show();
        node.showModal();
      }
    },
  };
}

/** Pictures in links lead where the link leads; emoji and badges are no larger than text. */
function isEnlargeable(picture: Element): boolean {
  return picture.closest('a[data-href]') === null && !picture.classList.contains('missing') && !picture.classList.contains('emojione') && !picture.classList.contains('twemoji') && picture.getBoundingClientRect().height > 40;
}

/** Makes pictures reachable by keyboard, once it is known how large they are. */
export function markEnlargeable(root: Element): void {
  const pictures = root.matches('img') ? [root] : [...root.querySelectorAll('img')];
  for (const picture of pictures) {
    const mark = (): void => {
      if (isEnlargeable(picture)) {
        picture.setAttribute('tabindex', '0');
        picture.setAttribute('role', 'button');
        picture.setAttribute('aria-haspopup', 'dialog');
        picture.classList.add('enlargeable');
      }
    };
    picture.addEventListener('load', mark);
    mark();
  }
}
