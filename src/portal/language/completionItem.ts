import type { Range } from '../catalog/entity';

/** One thing to offer, in the terms of no particular host. */
export interface CompletionItem {
  readonly label: string;
  readonly kind: 'key' | 'value' | 'reference' | 'snippet' | 'file' | 'folder';
  /** Beside the label, in a quieter colour. */
  readonly detail?: string;
  /** Markdown; holds no commands and no HTML. */
  readonly documentation?: string;
  /** Replaces `range`. Later lines are indented relative to the line's own indentation. */
  readonly insertText: string;
  /** Whether `insertText` is a snippet with `$1`, `${2:…}`, `$0`. */
  readonly snippet: boolean;
  readonly range: Range;
  readonly sortText: string;
  /** What typing is compared with, where it is not the label. */
  readonly filterText?: string;
  readonly deprecated?: boolean;
  /** Whether completion should open again, because a value is due that we know. */
  readonly suggestAgain?: boolean;
}

export interface CompletionList {
  readonly items: readonly CompletionItem[];
  /** Whether there were more than are given: ask again with more typed. */
  readonly isIncomplete: boolean;
}

/** More than this nobody reads, and each costs a crossing to the window. */
export const COMPLETION_LIMIT = 200;

/** A sort key for the n-th of a group; groups come in order. */
export function sortKey(group: number, index: number): string {
  return `${group}${String(index).padStart(6, '0')}`;
}

/** A text as a plain scalar where YAML takes it for that string, else in quotes. */
export function toYamlScalar(text: string, flow: boolean): string {
  const special = /^[-?:](?:\s|$)|^[,[\]{}#&*!|>'"%@`]|:(?:\s|$)|\s#|^\s|\s$|^$/;
  const typed = /^(?:null|true|false|yes|no|on|off|y|n|~|[-+]?(?:\d[\d_]*\.?\d*(?:e[-+]?\d+)?|\.\d+|\.inf|\.nan|0x[\da-f]+|0o[0-7]+))$/i;
  return special.test(text) || typed.test(text) || (flow && /[,[\]{}]/.test(text)) ? JSON.stringify(text) : text;
}
