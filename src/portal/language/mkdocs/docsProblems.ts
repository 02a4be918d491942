import { advice, dangling, failing, refused, type ProblemFacts } from '../diagnostics/problemFacts';

/** What can be wrong with an mkdocs.yml and with the pages of its docs folder. */
export const DOCS_PROBLEMS = {
  'mkdocs/refused': refused('TechDocs or MkDocs does not build a site with these settings'),
  'mkdocs/yaml': refused('mkdocs.yml is no YAML'),
  'mkdocs/no-pages': refused('The docs folder has no page'),
  'mkdocs/dropped-key': failing('TechDocs leaves a setting out'),
  'mkdocs/dropped-plugin': failing('TechDocs leaves a plugin out'),
  'mkdocs/dropped-option': failing('TechDocs leaves an option out'),
  'mkdocs/no-core-plugin': failing('The plugin techdocs-core is not listed'),
  'mkdocs/nav-missing': dangling('The navigation names a page that is not there'),
  'mkdocs/not-in-nav': advice('Pages stand in no navigation', 'information'),
  'docs/broken-link': dangling('A link leads nowhere'),
  'docs/broken-image': dangling('A picture is not there'),
  'docs/broken-anchor': dangling('A link names a heading that is not there'),
} as const satisfies Readonly<Record<string, ProblemFacts>>;
