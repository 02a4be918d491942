// Nobody writes files like these by hand; a foreign repository may hold them to keep the reader busy. Texts just within all
// limits take a few seconds at most, in short slices; docs/catalog-files.md states the limits.

/** Longer files are refused unread. */
export const MAX_FILE_CHARACTERS = 2 * 1024 * 1024;
/**
 * YAML tokens of a file, by which its cost goes: some µs and hundred bytes each. An entity of 25 lines has about 150. A
 * text of many lines counts for more than one.
 */
export const MAX_FILE_TOKENS = 500_000;
/** YAML tokens of a document: 5,000 plain lines or so. A document is put together at one go, which must stay short. */
export const MAX_DOCUMENT_TOKENS = 40_000;
/** Documents of a file. Each costs kilobytes, however short it is. */
export const MAX_DOCUMENTS = 10_000;
/** Open maps and lists inside of each other. Their cost goes by the square. */
export const MAX_DEPTH = 500;
/** Aliases of a document. Each is looked up through all of it. */
export const MAX_ALIASES = 200;
/** `$text`, `$json` and `$yaml` of a document. The target of each may be as large as a file. */
export const MAX_PLACEHOLDERS = 100;
/** What is wrong beyond this in one document helps nobody. */
export const MAX_PROBLEMS = 100;
