import type { RepositoryChoice } from './pickRepository';

/** The repository that a command is about: one by itself, or the node of the tree that stands for it. */
export function toRepositoryChoice(argument: unknown): RepositoryChoice | undefined {
  const given: unknown = isObject(argument) && 'repository' in argument ? argument.repository : argument;
  if (!isObject(given) || !('host' in given && 'owner' in given && 'name' in given && 'branch' in given)) {
    return undefined;
  }
  const { host, owner, name, branch } = given;
  return typeof host === 'string' && typeof owner === 'string' && typeof name === 'string' && typeof branch === 'string' ? { host, owner, name, branch } : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
