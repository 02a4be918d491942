/** A filter, as completion and hovers show it. */
export interface FilterFacts {
  readonly name: string;
  readonly description: string;
  /** How it is written, where it takes something. */
  readonly example?: string;
  /** Whether Backstage adds it; all others are the engine's own. */
  readonly backstage?: boolean;
  /** Whether it is there only in files written for cookiecutter. */
  readonly cookiecutter?: boolean;
}

const list = (text: string): readonly FilterFacts[] =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', description = '', example] = line.split(' — ').map((part) => part.trim());
      return { name, description, ...(example !== undefined && { example }) };
    });

/** Source: the filters of nunjitsu 0.7.0, and `createDefaultFilters` of @backstage/plugin-scaffolder-backend 4.2.0. */
export const FILTERS: readonly FilterFacts[] = [
  ...list(`
parseRepoUrl — The parts of what RepoUrlPicker gives: host, owner, repo, organization, workspace, project. — \${{ parameters.repoUrl | parseRepoUrl }}
parseEntityRef — The parts of an entity ref: kind, namespace, name. — \${{ parameters.owner | parseEntityRef({"defaultKind": "Group"}) }}
pick — One part of an object. — \${{ parameters.repoUrl | parseRepoUrl | pick("owner") }}
projectSlug — What RepoUrlPicker gives, as owner/repo. — \${{ parameters.repoUrl | projectSlug }}
`).map((filter) => ({ ...filter, backstage: true })),
  ...list(`
abs — A number without its sign.
batch — A list cut into lists of so many. — \${{ items | batch(3) }}
capitalize — The first letter large, all others small.
center — The text in the middle of so many characters. — \${{ name | center(20) }}
d — The same as default.
default — Another value where there is none; with \`true\` also where it is empty. — \${{ name | default("none") }}
dictsort — The entries of an object in the order of its keys.
dump — The value as JSON. — \${{ values | dump }}
e — The same as escape.
escape — The text as HTML takes it.
first — The first of a list.
float — The text as a number.
forceescape — The text as HTML takes it, even where it was escaped before.
groupby — The items of a list by one of their keys. — \${{ items | groupby("kind") }}
indent — Each line but the first indented by four, or so many, blanks. — \${{ text | indent(2) }}
int — The text as a whole number.
join — The items of a list as one text. — \${{ items | join(", ") }}
last — The last of a list.
length — How many items or characters there are.
list — The value as a list; an object gives its keys and values.
lower — All letters small.
nl2br — Line breaks as HTML has them.
random — One item of a list by chance.
reject — Items of a list that a test does not hold for. — \${{ items | reject("odd") }}
rejectattr — Items of a list without that key. — \${{ items | rejectattr("hidden") }}
replace — The text with one thing put for another. — \${{ name | replace("-", "_") }}
reverse — The list or text backwards.
round — The number without, or with so many, decimals. — \${{ number | round(1) }}
safe — The text marked as needing no escape.
select — Items of a list that a test holds for. — \${{ items | select("odd") }}
selectattr — Items of a list with that key. — \${{ items | selectattr("shown") }}
slice — A list cut into so many lists. — \${{ items | slice(3) }}
sort — The list in order. — \${{ items | sort(false, true, "name") }}
string — The value as a text.
striptags — The text without HTML tags.
sum — The sum of a list of numbers.
title — Each word with a large first letter.
trim — The text without blanks at its ends.
truncate — The text cut off at so many characters. — \${{ text | truncate(40) }}
upper — All letters large.
urlencode — The text as a URL takes it.
urlize — Addresses in the text as links.
wordcount — How many words there are.
`),
  { name: 'jsonify', description: 'The value as JSON.', cookiecutter: true },
];

/** Functions every expression knows. `always` and `failure` decide about steps after a failed one. */
export const FUNCTIONS: readonly { readonly name: string; readonly description: string; readonly onlyIn?: 'if' }[] = [
  { name: 'range', description: 'The numbers from one to another.' },
  { name: 'cycler', description: 'Gives its values one after the other, again and again.' },
  { name: 'joiner', description: 'Gives nothing at first, and a comma from then on.' },
  { name: 'always', description: 'True: the step runs even after a step that failed.', onlyIn: 'if' },
  { name: 'failure', description: 'True where a step before has failed.', onlyIn: 'if' },
];
