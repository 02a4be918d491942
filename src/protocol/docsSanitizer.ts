/**
 * What of a page's HTML may be shown, in the words of DOMPurify's options. Source: the sanitizer of
 * @backstage/plugin-techdocs 1.18.2. Stricter than there: elements that only make sense in a page of one's own
 * (`link`, `meta`, frames, forms) are never shown in the panel.
 */
export const FORBIDDEN_TAGS: readonly string[] = ['style', 'link', 'meta', 'base', 'iframe', 'frame', 'object', 'embed', 'form', 'dialog', 'template', 'textarea', 'select', 'button'];

/** Attributes that could send something, or take over names that the page's own script relies on. */
export const FORBIDDEN_ATTRIBUTES: readonly string[] = ['action', 'formaction', 'ping', 'srcset', 'background', 'contenteditable', 'autofocus', 'tabindex', 'slot', 'part'];

/** Schemes of links and sources. Anything without a scheme is relative and resolved by the host. */
export const ALLOWED_SCHEMES: readonly string[] = ['callto', 'cid', 'ftp', 'ftps', 'http', 'https', 'mailto', 'matrix', 'sms', 'tel', 'xmpp'];

/** Kinds of `<input>` that pages have: the switches of content tabs, and boxes of task lists. */
export const ALLOWED_INPUTS: readonly string[] = ['radio', 'checkbox'];
