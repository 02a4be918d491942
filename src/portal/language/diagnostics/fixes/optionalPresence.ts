import { addEntry } from './documentEdits';
import type { FixProvider } from './fixProvider';

/** Lets a Location's targets be missing. */
export const fixByPresence: FixProvider = function* (_problem, { document }) {
  const edit = addEntry(document, ['spec'], 'presence: optional');
  if (edit) {
    yield { title: 'Let it be missing: presence: optional', edits: [edit] };
  }
};
