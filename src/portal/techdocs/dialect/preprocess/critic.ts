import type { Block } from '../block';
import type { PageParse } from '../pageParse';

const MARKS = /\{(?:\+\+(.*?)\+\+|--(.*?)--|==(.*?)==|>>(.*?)<<|~~(.*?)~>(.*?)~~)\}/gs;

/** Marks of an editor's changes: `{++in++}`, `{--out--}`, `{==look==}`, `{>>why<<}`, `{~~old~>new~~}`. Source: pymdownx.critic. */
export function rewriteCritic(source: Block, page: PageParse): Block {
  const keep = (html: string): string => {
    const placeholder = page.stash.store(html);
    page.criticMarks.add(page.stash.last);
    return placeholder;
  };
  const wrap = (tag: string, text: string): string => keep(`<${tag} class="critic">`) + text + keep(`</${tag}>`);
  const insert = (text: string): string => (/^\n{2,}$/.test(text) ? `\n\n${keep('<ins class="critic break">&nbsp;</ins>')}\n\n` : wrap('ins', text));
  const remove = (text: string): string => (/^\n{2,}$/.test(text) ? keep('<del class="critic break">&nbsp;</del>') : wrap('del', text));
  return source.replace(MARKS, ([, inserted, removed, marked, comment, before, after]) => {
    if (inserted !== undefined) {
      return insert(inserted);
    }
    if (removed !== undefined) {
      return remove(removed);
    }
    if (marked !== undefined) {
      return wrap('mark', marked);
    }
    if (comment !== undefined) {
      const text = comment.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/\n/g, ' ');
      return keep(`<span class="critic comment">${text}</span>`);
    }
    return remove(before ?? '') + insert(after ?? '');
  });
}

/** Whether marks reach over lines, or hold what may be part of a fence: they then change what other lines of the page are. */
export function hasWideMarks(text: string): boolean {
  return /\{(?:\+\+|--|==|>>|~~)/.test(text) && [...text.matchAll(MARKS)].some(([mark]) => /[\n`]|~~~/.test(mark));
}
