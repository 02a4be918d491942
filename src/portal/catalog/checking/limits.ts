/** Longer files are refused unread: Backstage has no use for one, and parsing it takes seconds. */
export const MAX_FILE_CHARACTERS = 5 * 1024 * 1024;
