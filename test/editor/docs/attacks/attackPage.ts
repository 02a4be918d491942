/** Runs in the page, before anything of it: a host that answers like ours, and what sends attacks and pokes at what became of them. */
export const ATTACK_PAGE = `(() => {
  const EVENTS = 'abort animationend auxclick beforecopy beforecut beforeinput beforematch beforepaste beforetoggle blur cancel canplay change close contextmenu copy cut dblclick drag drop error focus focusin focusout input invalid keydown keypress keyup load mousedown mouseenter mouseleave mousemove mouseout mouseover mouseup paste pointerdown pointerenter pointermove pointerout pointerover pointerup reset resize scroll select selectstart submit toggle touchstart transitionend wheel'.split(' ');
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  let state = { target: { type: 'file', uri: 'file:///docs/index.md' } };
  window.posted = new Set();
  window.graph = '';
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => {
      window.posted.add(message.name);
      if (message.type === 'request') {
        const answer = message.name === 'graphviz' ? { type: 'result', id: message.id, result: { svg: window.graph } } : { type: 'failure', id: message.id, message: 'There is none.' };
        window.postMessage(answer, '*');
      }
    },
    getState: () => state,
    setState: (next) => { state = next; },
  });
  const poke = (root) => {
    for (const node of root.querySelectorAll('*')) {
      for (const name of EVENTS) {
        node.dispatchEvent(new Event(name, { bubbles: true, cancelable: true }));
      }
      for (const { name } of [...node.attributes]) {
        if (name.startsWith('on')) {
          node.dispatchEvent(new Event(name.slice(2), { cancelable: true }));
        }
      }
      node.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
    }
  };
  /** Shows each as a page in the panel. Gives the numbers of those that were not shown. */
  window.showAttacks = async (attacks) => {
    const missing = [];
    for (const { id, html } of attacks) {
      window.postMessage({ type: 'event', name: 'page', params: { path: id + '.md', title: 'Attack', sections: [], version: 1, blocks: [{ html, line: 0 }], toc: [], onGitHub: true } }, '*');
      const article = document.querySelector('.article');
      // What is shown is kept in mind last of all.
      for (let i = 0; i < 600 && (state?.page !== id + '.md' || article.querySelector('.is-drawing')); i++) {
        await frame();
      }
      if (state?.page !== id + '.md' || article.childNodes.length === 0) {
        missing.push(id);
      }
      poke(article);
    }
    return missing;
  };
  /** Puts each into a page of its own where nothing is in its way. */
  window.letAttacks = async (attacks) => {
    const frames = await Promise.all(attacks.map(({ id, html }) => new Promise((resolve) => {
      const view = document.createElement('iframe');
      view.sandbox = 'allow-scripts allow-same-origin allow-forms allow-popups allow-modals';
      view.srcdoc = '<!DOCTYPE html><script>function pwned(id) { parent.pwned(id); }</' + 'script><body>';
      view.onload = () => {
        view.onload = null;
        const inside = view.contentDocument;
        inside.body.append(inside.createRange().createContextualFragment(html));
        resolve(view);
      };
      document.body.append(view);
    })));
    await new Promise((resolve) => setTimeout(resolve, 150));
    for (const view of frames) {
      if (view.contentDocument?.body) {
        poke(view.contentDocument.body);
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
    frames.forEach((view) => view.remove());
  };
})()`;
