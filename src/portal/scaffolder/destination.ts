import { collisionKey, problemOfPath } from './safePath';
import type { FieldProblem } from './answers';

/** Files go into a folder: `<parent>/<name>`, or into `parent` itself where `name` is empty. */
export interface FolderDestination {
  readonly kind: 'folder';
  /** URI of a folder. */
  readonly parent: string;
  readonly name: string;
}

/** A new repository on GitHub with one commit. */
export interface GitHubDestination {
  readonly kind: 'github';
  /** Web address of the host: `https://github.com`. */
  readonly host: string;
  /** Organization or user. */
  readonly owner: string;
  readonly name: string;
  readonly private: boolean;
}

export type Destination = FolderDestination | GitHubDestination;

/** Checks what can be known without asking anybody. Fields are `parent`, `name`, `owner`. */
export function checkDestination(destination: Destination): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const error = (field: string, message: string): void => {
    problems.push({ field, severity: 'error', message });
  };
  if (destination.kind === 'folder') {
    if (destination.parent === '') {
      error('parent', 'Choose the folder to write to.');
    }
    if (destination.name !== '') {
      const problem = destination.name.includes('/') ? 'holds a slash' : problemOfPath(destination.name);
      if (problem !== undefined) {
        error('name', `This folder name ${problem}.`);
      }
    }
    return problems;
  }
  if (!/^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/.test(destination.owner)) {
    error('owner', 'Name an organization or user: letters, digits and dashes.');
  }
  // Narrower than GitHub, which also allows a name to begin or end in a dash, dot or underscore: such names break paths and URLs elsewhere.
  if (!/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?$/.test(destination.name)) {
    error('name', 'Use up to 100 letters, digits, dashes, dots and underscores, with a letter or digit first and last.');
  } else if (/\.(git|wiki)$/.test(collisionKey(destination.name))) {
    error('name', 'GitHub does not allow a repository name that ends in .git or .wiki.');
  }
  return problems;
}
