import type { JsonObject } from '../../../catalog/entity';
import type { Effect } from '../../run/taskRecord';
import { flag, object, objects, text, texts } from '../input';

/** `acme/shop`, for sentences; as it was written where it is no address of a repository. */
export function nameOfTarget(input: JsonObject): string {
  const url = text(input, 'repoUrl') ?? '';
  const parsed = URL.canParse(`https://${url}`) ? new URL(`https://${url}`) : undefined;
  const [owner, repo] = [parsed?.searchParams.get('owner'), parsed?.searchParams.get('repo')];
  return owner && repo ? `${owner}/${repo}` : url;
}

/** What creating a repository does. */
export function creationEffects(input: JsonObject): readonly Effect[] {
  const name = nameOfTarget(input);
  const list = (kind: string, names: readonly string[], one: (name: string) => string): Effect[] => names.map((entry) => ({ kind, text: one(entry) }));
  const access = text(input, 'access');
  return [
    { kind: 'repository', text: `Creates the ${text(input, 'repoVisibility') ?? 'private'} repository ${name}.` },
    ...(access ? [{ kind: 'collaborator', text: `Gives ${access} the right admin on ${name}.` }] : []),
    ...objects(input, 'collaborators').map((entry) => ({ kind: 'collaborator', text: `Gives ${text(entry, 'user') ?? text(entry, 'team') ?? text(entry, 'username') ?? 'somebody'} the right ${text(entry, 'access') ?? 'push'} on ${name}.` })),
    ...(texts(input, 'topics') ? [{ kind: 'topics', text: `Sets the topics of ${name}: ${(texts(input, 'topics') ?? []).join(', ')}.` }] : []),
    ...list('variable', Object.keys(object(input, 'repoVariables') ?? {}), (entry) => `Sets the variable ${entry} of ${name}.`),
    ...list('secret', Object.keys(object(input, 'secrets') ?? {}), (entry) => `Stores the secret ${entry} in ${name}.`),
    ...(flag(input, 'subscribe') ? [{ kind: 'subscription', text: `Watches ${name} in your name.` }] : []),
  ];
}

/** What pushing to one does. */
export function pushEffects(input: JsonObject): readonly Effect[] {
  const name = nameOfTarget(input);
  const branch = text(input, 'defaultBranch') ?? 'master';
  return [
    { kind: 'commit', text: `Writes the files to ${name} on the branch ${branch}, in one commit.` },
    ...((flag(input, 'protectDefaultBranch') ?? true) ? [{ kind: 'protection', text: `Protects the branch ${branch} of ${name}.` }] : []),
  ];
}
