import type { CatalogEntity } from '../../portal/catalog/entity';
import { parseEntityRef, shortenEntityRef } from '../../portal/catalog/entityRef';
import { toLinks } from '../../portal/catalog/entityPage/pageLinks';
import { profileOf, titleOf, toText } from '../../portal/catalog/entityPage/relatedEntity';
import type { FileOwnership } from '../../portal/catalog/ownership/fileOwnership';
import type { CatalogQuery } from '../../portal/catalog/query';
import { hasDocs, kindIcon, toAppearance } from '../tree/entityAppearance';

/** What can be done once it is known who owns a file. */
export type OwnershipAction =
  | { readonly type: 'command'; readonly command: string; readonly argument: string }
  | { readonly type: 'link'; readonly url: string }
  | { readonly type: 'mail'; readonly address: string }
  | { readonly type: 'line'; readonly uri: string; readonly line: number };

export interface OwnershipItem {
  readonly label: string;
  /** Id of a codicon. */
  readonly icon: string;
  readonly description: string;
  readonly action: OwnershipAction;
}

export interface OwnershipGroup {
  readonly heading: string;
  readonly items: readonly OwnershipItem[];
}

/** People that are offered to be asked; a larger group has its own page. */
const MOST_PEOPLE = 12;

/** What is offered under `Who Owns This File?`, by headings. */
export function toOwnershipGroups({ entity, owner, others, codeOwners }: FileOwnership, graph: CatalogQuery): readonly OwnershipGroup[] {
  const groups: readonly OwnershipGroup[] = [
    { heading: entity?.entity.kind ?? '', items: entity ? entityItems(entity) : [] },
    { heading: 'Owner', items: owner === undefined ? [] : ownerItems(owner, graph) },
    { heading: 'Who to ask', items: owner === undefined ? [] : peopleOf(owner, graph) },
    {
      heading: codeOwners?.differs ? 'CODEOWNERS says otherwise' : 'CODEOWNERS',
      items: codeOwners
        ? [
            ...codeOwners.owners.map(({ handle, ref }): OwnershipItem => ({
              label: handle,
              icon: handle.includes('/') ? 'organization' : 'person',
              description: ref === undefined ? 'not in the catalog' : nameOf(ref, graph),
              action: ref === undefined ? { type: 'line', uri: codeOwners.uri, line: codeOwners.rule.line } : openPage(ref),
            })),
            { label: codeOwners.rule.pattern, icon: 'go-to-file', description: `line ${codeOwners.rule.line + 1} of CODEOWNERS`, action: { type: 'line', uri: codeOwners.uri, line: codeOwners.rule.line } },
          ]
        : [],
    },
    { heading: 'In the same folder', items: others.map((other) => ({ label: titleOf(other), icon: toAppearance(other).icon, description: other.entity.kind, action: openPage(other.ref) })) },
  ];
  return groups.filter(({ items }) => items.length > 0);
}

/** What the status bar says: `Payments · team-payments`; `undefined` where there is nothing to say. */
export function toOwnershipText({ entity, owner, codeOwners }: FileOwnership, graph: CatalogQuery): { readonly text: string; readonly label: string } | undefined {
  const ownerName = owner === undefined ? undefined : nameOf(owner, graph);
  const handles = codeOwners?.owners.map(({ handle }) => handle).join(', ');
  if (!entity) {
    return handles === undefined ? undefined : { text: `$(organization) ${withoutIcons(handles)}`, label: `Code owners of this file: ${handles}` };
  }
  const { icon } = toAppearance(entity);
  const differs = codeOwners?.differs ? `, but CODEOWNERS names ${handles}` : '';
  return {
    text: `$(${icon}) ${withoutIcons([titleOf(entity), ownerName].filter(Boolean).join(' · '))}${codeOwners?.differs ? ' $(warning)' : ''}`,
    label: `This file belongs to ${titleOf(entity)}, ${ownerName === undefined ? 'which names no owner' : `owned by ${ownerName}`}${differs}`,
  };
}

/** Names come out of files: `$(…)` in them draws nothing. */
export function withoutIcons(text: string): string {
  return text.replaceAll('$(', '$\u200b(').slice(0, 100);
}

export function nameOf(ref: string, graph: CatalogQuery): string {
  const known = graph.get(ref);
  const parsed = parseEntityRef(ref);
  return known ? titleOf(known) : parsed ? shortenEntityRef(parsed, { kind: 'group' }) : ref;
}

function entityItems(known: CatalogEntity): readonly OwnershipItem[] {
  const { icon, description } = toAppearance(known);
  return [
    { label: titleOf(known), icon, description: `open its page · ${description}`, action: openPage(known.ref) },
    { label: 'Definition', icon: 'go-to-file', description: 'open the line that defines it', action: { type: 'command', command: 'stagedoor.openDefinition', argument: known.ref } },
    ...(hasDocs(known) ? [{ label: 'Docs', icon: 'book', description: 'read its docs', action: { type: 'command' as const, command: 'stagedoor.openEntityDocs', argument: known.ref } }] : []),
  ];
}

function ownerItems(owner: string, graph: CatalogQuery): readonly OwnershipItem[] {
  const known = graph.get(owner);
  const copy: OwnershipItem = { label: 'Copy the owner’s reference', icon: 'copy', description: owner, action: { type: 'command', command: 'stagedoor.copyEntityRef', argument: owner } };
  if (!known) {
    return [{ label: nameOf(owner, graph), icon: kindIcon(owner.slice(0, Math.max(0, owner.indexOf(':')))), description: 'not in the catalog', action: openPage(owner) }];
  }
  const email = toText(profileOf(known.entity)?.['email']);
  return [
    { label: titleOf(known), icon: kindIcon(known.entity.kind), description: known.facets.description ?? known.entity.kind, action: openPage(owner) },
    ...(email === undefined ? [] : [{ label: email, icon: 'mail', description: 'write to them', action: { type: 'mail' as const, address: email } }]),
    ...toLinks(known.entity).filter(({ web }) => web).map(({ title, icon, host, url }): OwnershipItem => ({ label: title, icon, description: host, action: { type: 'link', url } })),
    copy,
  ];
}

function peopleOf(owner: string, graph: CatalogQuery): readonly OwnershipItem[] {
  const members = graph.relations(owner).filter(({ type }) => type === 'hasMember');
  const shown = members.slice(0, MOST_PEOPLE).map(({ targetRef }): OwnershipItem => {
    const known = graph.get(targetRef);
    const email = known && toText(profileOf(known.entity)?.['email']);
    return { label: nameOf(targetRef, graph).replace(/^user:/, ''), icon: 'person', description: known ? (email ?? '') : 'not in the catalog', action: openPage(targetRef) };
  });
  const rest = members.length - shown.length;
  return rest > 0 ? [...shown, { label: `${rest.toLocaleString('en')} more`, icon: 'organization', description: 'on the page of the group', action: openPage(owner) }] : shown;
}

function openPage(ref: string): OwnershipAction {
  return { type: 'command', command: 'stagedoor.openEntityPage', argument: ref };
}
