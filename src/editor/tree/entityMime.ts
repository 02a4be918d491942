/** Under this type the refs of dragged entities travel to an editor, one a line. */
export const ENTITY_MIME = 'application/vnd.stagedoor.entities';
