/** For real; with nothing changed elsewhere, as Backstage's dry run; or to find out what would be done, whatever is missing. */
export type TaskMode = 'run' | 'dryRun' | 'plan';
