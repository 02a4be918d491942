import type { CatalogEntity } from '../entity';
import type { CatalogQuery } from '../query';
import type { Viewer } from './organizationDirectory';

const LOGIN = 'github.com/user-login';
const TEAM = 'github.com/team-slug';

/**
 * The refs of the signed-in users and of the groups they belong to. A user is the entity with their login, by annotation or by
 * name; their groups are those the graph knows them in, directly. Where it knows of none, their teams on GitHub stand in, so
 * that something is theirs also where no file describes people.
 * Source: `getDefaultOwnershipEntityRefs` of @backstage/plugin-auth-backend, which takes the direct groups alone, too.
 */
export function ownedByMe(graph: CatalogQuery, viewers: readonly Viewer[]): readonly string[] {
  const groups = createTeamLookup(graph);
  return [...new Set(viewers.flatMap(({ login, teams }) => {
    const user = findUser(graph, login);
    const known = graph.relations(user).filter(({ type }) => type === 'memberOf').map(({ targetRef }) => targetRef);
    return [user, ...(known.length > 0 ? known : teams.map(groups))];
  }))];
}

function findUser(graph: CatalogQuery, login: string): string {
  const named = `user:default/${login.toLowerCase()}`;
  const wanted = login.toLowerCase();
  const loginOf = ({ entity }: CatalogEntity): string | undefined => entity.metadata.annotations?.[LOGIN]?.toLowerCase();
  const byName = graph.get(named);
  // The name decides unless it says itself that it is somebody else's, so that not every user has to be looked at.
  const isOther = byName !== undefined && (loginOf(byName) ?? wanted) !== wanted;
  return byName && !isOther ? named : (graph.byKind('User').find((user) => loginOf(user) === wanted)?.ref ?? named);
}

/** The group that stands for a team; one of its name where none does. */
function createTeamLookup(graph: CatalogQuery): (team: Viewer['teams'][number]) => string {
  let bySlug: ReadonlyMap<string, string> | undefined;
  return ({ organization, slug }) => {
    bySlug ??= new Map(graph.byKind('Group').flatMap(({ ref, entity }) => {
      const annotation = entity.metadata.annotations?.[TEAM];
      return annotation === undefined ? [] : [[annotation.toLowerCase(), ref] as const];
    }));
    return bySlug.get(`${organization}/${slug}`.toLowerCase()) ?? `group:default/${slug.toLowerCase()}`;
  };
}
