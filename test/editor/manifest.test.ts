import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

// Holds package.json, package.nls.json and the code in step. What the code does is read from its text: nothing here runs it.

const root = process.cwd();

interface Clause {
  readonly when?: string;
}

interface Manifest {
  readonly main: string;
  readonly browser: string;
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly enablement?: string; readonly icon?: string }[];
    readonly menus: Readonly<Record<string, readonly (Clause & { readonly command?: string; readonly submenu?: string })[]>>;
    readonly keybindings?: readonly (Clause & { readonly command: string })[];
    readonly views: Readonly<Record<string, readonly (Clause & { readonly id: string; readonly icon?: string })[]>>;
    readonly viewsContainers: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly viewsWelcome?: readonly (Clause & { readonly view: string })[];
    readonly walkthroughs?: readonly { readonly icon?: string; readonly steps: readonly (Clause & { readonly completionEvents?: readonly string[]; readonly media: Readonly<Record<string, string>> })[] }[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly default?: unknown }>> };
  };
}

const manifestText = readFileSync(join(root, 'package.json'), 'utf8');
const manifest = JSON.parse(manifestText) as Manifest;
const nlsText = readFileSync(join(root, 'package.nls.json'), 'utf8');
const nls = JSON.parse(nlsText) as Record<string, string>;
const { contributes } = manifest;

const sources = new Map(
  readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => [file, readFileSync(join(root, 'src', file), 'utf8')]),
);
const code = [...sources.values()].join('\n');

const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? '');
const unique = (values: readonly string[]): string[] => [...new Set(values)].sort();
const times = (text: string, part: string): number => text.split(part).length - 1;

const contributed = unique(contributes.commands.map(({ command }) => command));
const registered = unique(all(code, /registerCommand\(\s*'([^']+)'/g));
const settings = Object.keys(contributes.configuration.properties);
const restricted = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;
const views = Object.values(contributes.views).flat();

/** Every condition of the manifest. */
const clauses = unique(
  [
    ...contributes.commands.map(({ enablement }) => enablement),
    ...Object.values(contributes.menus).flat().map(({ when }) => when),
    ...(contributes.keybindings ?? []).map(({ when }) => when),
    ...views.map(({ when }) => when),
    ...(contributes.viewsWelcome ?? []).map(({ when }) => when),
    ...(contributes.walkthroughs ?? []).flatMap(({ steps }) => steps.map(({ when }) => when)),
  ].filter((when) => when !== undefined),
);

/** The terms of a condition: `!a && (b == c || d)` has `a`, `b == c` and `d`. */
const terms = clauses.flatMap((clause) => clause.split(/&&|\|\|/)).map((term) => {
  const [, key = '', operator, value] = /^[\s(!]*([\w./:-]+)\s*(?:(==|!=|=~|in)\s*(.+?))?[\s)]*$/.exec(term) ?? [];
  return { term, key, operator, value: value?.replace(/^'|'$/g, '') };
});

describe('commands', () => {
  test('of the manifest are registered in the code', () => {
    expect(contributed.filter((command) => !registered.includes(command))).toEqual([]);
  });

  test('of the code are in the manifest, unless something of our own runs them', () => {
    const unknown = registered.filter((command) => command.startsWith('stagedoor.') && !contributed.includes(command));
    expect(unknown.filter((command) => times(code, `'${command}'`) < 2 && !nlsText.includes(`command:${command}`))).toEqual([]);
  });

  test('are registered once', () => {
    const found = all(code, /registerCommand\(\s*'([^']+)'/g);
    expect(found.filter((command, index) => found.indexOf(command) !== index)).toEqual([]);
  });

  test('in menus, keybindings and links exist', () => {
    const inMenus = Object.values(contributes.menus).flat().flatMap(({ command }) => (command === undefined ? [] : [command]));
    const inKeys = (contributes.keybindings ?? []).map(({ command }) => command);
    const inLinks = all(nlsText, /\(command:(stagedoor\.[\w.]+)/g);
    expect(inMenus.filter((command) => !contributed.includes(command))).toEqual([]);
    const ofViews = views.map(({ id }) => `${id}.focus`); // VS Code makes them.
    expect([...inKeys, ...inLinks].filter((command) => command.startsWith('stagedoor.') && ![...registered, ...ofViews].includes(command))).toEqual([]);
  });
});

describe('strings', () => {
  const used = unique(all(manifestText, /"%([\w.-]+)%"/g));

  test('that the manifest names exist', () => {
    expect(used.filter((key) => !(key in nls))).toEqual([]);
  });

  test('are all used', () => {
    expect(Object.keys(nls).filter((key) => !used.includes(key))).toEqual([]);
  });

  test('a person sees come from package.nls.json', () => {
    expect(contributes.commands.filter(({ title }) => !/^%.+%$/.test(title))).toEqual([]);
  });
});

describe('conditions', () => {
  const ours = unique(terms.map(({ key }) => key).filter((key) => key.startsWith('stagedoor.')));
  /** Keys in the expressions that tick off a step of the walkthrough. */
  const completing = unique(all(manifestText, /"onContext:([^"]+)"/g).flatMap((expression) => all(expression, /(stagedoor\.\w+)/g)));
  const set = unique(all(code, /\bsetContext'?\s*[,(]\s*'([\w.]+)'/g));

  test('can be read', () => {
    expect(terms.filter(({ key }) => key === '').map(({ term }) => term)).toEqual([]);
  });

  test('use keys that the code sets', () => {
    expect(ours.filter((key) => !set.includes(key))).toEqual([]);
  });

  test('use every key that the code sets', () => {
    expect(set.filter((key) => !ours.includes(key) && !completing.includes(key))).toEqual([]);
  });

  test('that tick off steps of the walkthrough use keys that the code sets', () => {
    expect(completing.filter((key) => !set.includes(key))).toEqual([]);
  });

  test('compare our keys with values that the code knows', () => {
    const compared = terms.flatMap(({ key, operator, value }) => (key.startsWith('stagedoor.') && operator?.endsWith('=') && value !== undefined ? [value] : []));
    expect(unique(compared).filter((value) => !code.includes(`'${value}'`) && !/^(true|false|\d+)$/.test(value))).toEqual([]);
  });

  test('name views and settings that exist', () => {
    const named = terms.flatMap(({ key, value }) => (key === 'view' && value !== undefined ? [value] : []));
    expect(unique(named).filter((id) => !views.some((view) => view.id === id))).toEqual([]);
    const configured = terms.map(({ key }) => key).filter((key) => key.startsWith('config.stagedoor.'));
    expect(configured.filter((key) => !settings.includes(key.slice('config.'.length)))).toEqual([]);
  });
});

describe('views', () => {
  test('are made by the code', () => {
    expect(views.map(({ id }) => id).filter((id) => !code.includes(`'${id}'`))).toEqual([]);
  });

  test('stand in containers that exist, and welcome texts in views that exist', () => {
    const containers = Object.values(contributes.viewsContainers).flat().map(({ id }) => id);
    expect(Object.keys(contributes.views).filter((id) => id.startsWith('stagedoor') && !containers.includes(id))).toEqual([]);
    expect((contributes.viewsWelcome ?? []).filter(({ view }) => !views.some(({ id }) => id === view))).toEqual([]);
  });
});

describe('settings', () => {
  const method = String.raw`\s*\.(?:get|update|inspect|has)(?:<[^(]*>)?\(\s*'([\w.]+)'`;

  /** Keys below `stagedoor` that a file reads, directly or through a variable. */
  function readIn(text: string): string[] {
    const direct = all(text, new RegExp(String.raw`getConfiguration\(\s*'stagedoor'[^)]*\)${method}`, 'g'));
    const variables = all(text, /(\w+)\s*=\s*vscode\.workspace\.getConfiguration\(\s*'stagedoor'[^)]*\)\s*;/g);
    const indirect = variables.flatMap((name) => all(text, new RegExp(String.raw`\b${name}${method}`, 'g')));
    return [...direct, ...indirect].map((key) => `stagedoor.${key}`);
  }
  const read = unique([...sources.values()].flatMap(readIn));

  test('that the code reads are declared', () => {
    expect(read).not.toEqual([]);
    expect(read.filter((key) => !settings.includes(key))).toEqual([]);
  });

  test('that are declared are read', () => {
    expect(settings.filter((key) => !read.includes(key))).toEqual([]);
  });

  test('are told of in docs/settings.md with their defaults, and those of the README agree', () => {
    const tellIn = (file: string): string[] => all(readFileSync(join(root, file), 'utf8'), /^\| (`stagedoor\.[\w.]+`(?: ⛨)? \| `[^`]*`) \|/gm);
    const declared = Object.entries(contributes.configuration.properties).map(([setting, { default: value }]) => `\`${setting}\`${restricted.includes(setting) ? ' ⛨' : ''} | \`${JSON.stringify(value)}\``);
    expect(tellIn('docs/settings.md').sort()).toEqual(declared.sort());
    expect(tellIn('README.md')).not.toEqual([]);
    expect(tellIn('README.md').filter((row) => !declared.some((each) => each.replace(' ⛨', '') === row))).toEqual([]);
  });

  test('that are watched are declared', () => {
    const watched = unique(all(code, /affectsConfiguration\(\s*'(stagedoor[\w.]*)'/g));
    expect(watched.filter((key) => !settings.some((setting) => setting === key || setting.startsWith(`${key}.`)))).toEqual([]);
  });
});

describe('activation', () => {
  test('waits for a reason', () => {
    expect(manifest.activationEvents).not.toContain('*');
    expect(manifest.activationEvents.filter((event, index) => manifest.activationEvents.indexOf(event) !== index)).toEqual([]);
  });

  test('names no event that VS Code derives from the contributions itself', () => {
    const derived = [...contributed.map((command) => `onCommand:${command}`), ...views.map(({ id }) => `onView:${id}`)];
    expect(manifest.activationEvents.filter((event) => derived.includes(event))).toEqual([]);
  });

  test('by a file system or a webview has that in the code', () => {
    const fileSystems = manifest.activationEvents.flatMap((event) => all(event, /^onFileSystem:(.+)$/g));
    expect(fileSystems.filter((name) => !code.includes(`'${name}'`))).toEqual([]);
    const revived = all(code, /registerWebviewPanelSerializer\(\s*toViewType\('([\w.]+)'/g).map((name) => `onWebviewPanel:stagedoor.${name}`);
    expect(manifest.activationEvents.filter((event) => event.startsWith('onWebviewPanel:')).sort()).toEqual(revived.sort());
  });
});

describe('files', () => {
  test('that the manifest names exist', () => {
    const icons = [manifest.icon, ...Object.values(contributes.viewsContainers).flat().map(({ icon }) => icon), ...views.flatMap(({ icon }) => icon ?? []), ...contributes.commands.flatMap(({ icon }) => icon ?? [])];
    const media = (contributes.walkthroughs ?? []).flatMap(({ icon, steps }) => [icon ?? [], ...steps.map((step) => step.media['image'] ?? step.media['svg'] ?? step.media['markdown'] ?? [])].flat());
    const files = [...icons, ...media].filter((file) => !file.startsWith('$('));
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  test('of the two entries are built where the manifest looks for them', () => {
    const build = readFileSync(join(root, 'esbuild.mjs'), 'utf8');
    for (const entry of [manifest.main, manifest.browser]) {
      expect(build).toContain(`src/${entry.replace('./dist/', '').replace('.cjs', '')}.ts`);
    }
  });
});

describe('versions', () => {
  test('of the API that we compile against and ask for are the same', () => {
    expect(manifest.engines.vscode).toBe(`^${manifest.devDependencies['@types/vscode']}`);
  });

  test('are exact, and nothing is needed beside the bundle', () => {
    expect(manifest.dependencies).toBeUndefined();
    expect(Object.entries(manifest.devDependencies).filter(([, version]) => !/^\d+\.\d+\.\d+/.test(version))).toEqual([]);
  });
});
