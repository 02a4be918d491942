import type { CatalogEntity } from '../catalog/entity';
import { escapeMarkdown } from './markdown';

/** What a spec says in a field, where it is a text. */
export function specText({ entity }: CatalogEntity, field: string): string | undefined {
  const value = entity.spec?.[field];
  return typeof value === 'string' ? value : undefined;
}

export function isDeprecated(entity: CatalogEntity): boolean {
  return specText(entity, 'lifecycle') === 'deprecated';
}

/** An entity in a few lines of Markdown, for hover and beside a completion. Holds no links that a catalog could choose. */
export function toCard(entity: CatalogEntity): string {
  const { kind, metadata } = entity.entity;
  const type = specText(entity, 'type');
  const facts = ['owner', 'system', 'domain', 'lifecycle', 'parent'].flatMap((field) => {
    const value = specText(entity, field);
    return value === undefined ? [] : [`${field}: ${escapeMarkdown(value)}`];
  });
  return [
    `**${escapeMarkdown(metadata.title ?? metadata.name)}** — ${escapeMarkdown(type === undefined ? kind : `${kind}, ${type}`)}`,
    ...(metadata.description ? [escapeMarkdown(metadata.description)] : []),
    ...(facts.length > 0 ? [facts.join(' · ')] : []),
    `\`${entity.ref.replaceAll('`', '')}\``,
  ].join('\n\n');
}
