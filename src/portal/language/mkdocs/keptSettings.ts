/** Source: @backstage/plugin-techdocs-node 2.0.0, which takes everything else out before MkDocs sees it. */
export const KEPT_THEME_KEYS: ReadonlySet<string> = new Set(['name', 'font', 'icon', 'logo', 'favicon', 'language', 'direction', 'palette', 'features']);
export const KEPT_PLUGINS: ReadonlySet<string> = new Set(['techdocs-core', 'search', 'material/search', 'redirects', 'group', 'material/group']);

/** What each setting that is kept means. */
export const SETTINGS: Readonly<Record<string, string>> = {
  site_name: 'The name of the site. Required.',
  site_url: 'The address of the site.',
  site_description: 'A sentence on what the site is about.',
  site_author: 'Who wrote it.',
  repo_url: 'The address of its repository: pages get a link to be edited.',
  repo_name: 'The name of its repository.',
  edit_uri: 'Where pages are edited, relative to `repo_url`.',
  edit_uri_template: 'The same, as a template with `{path}`.',
  docs_dir: 'The folder of the pages, below that of mkdocs.yml; `docs` when left out.',
  site_dir: 'The folder the site is built into.',
  nav: 'The navigation: pages with or without titles, and titled lists. Left out, it follows the files.',
  exclude_docs: 'Patterns of files that are no part of the site.',
  not_in_nav: 'Patterns of pages that need not stand in the navigation.',
  theme: 'TechDocs uses Material always; some of its options are kept.',
  plugins: 'Plugins. `techdocs-core` brings all that TechDocs has.',
  markdown_extensions: 'Further extensions of Markdown, and options of those there are.',
  extra: 'Values for the theme.',
  extra_css: 'Further style sheets.',
  use_directory_urls: 'Whether `page.md` becomes `page/`.',
  strict: 'Whether a warning ends the build.',
  dev_addr: 'Address of the local server.',
  watch: 'Further folders the local server watches.',
  copyright: 'A line at the foot of each page.',
  remote_branch: 'Branch that `mkdocs gh-deploy` uses.',
  remote_name: 'Remote that `mkdocs gh-deploy` uses.',
  validation: 'What MkDocs says of links that lead nowhere.',
  google_analytics: 'An id of Google Analytics.',
};
