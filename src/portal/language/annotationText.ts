import type { KnownAnnotation } from './catalogSchemas';

/** What an annotation is for and what form its value has, in Markdown. */
export function annotationText({ description, value, examples, deprecated, replacedBy, writtenByBackstage }: KnownAnnotation): string {
  return [
    description,
    ...(deprecated === true ? [replacedBy === undefined ? 'Deprecated.' : `Deprecated: write \`${replacedBy}\`.`] : []),
    ...(writtenByBackstage === true ? ['Backstage writes it; leave it out of files.'] : []),
    ...(value === undefined ? [] : [`Value: ${value}.`]),
    ...(examples === undefined ? [] : [`For example ${examples.map((example) => `\`${example}\``).join(', ')}.`]),
  ].join('\n\n');
}
