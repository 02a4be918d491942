import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { formPagesOf, planTask } from '../../../src/portal/scaffolder/scaffolder';
import { openTemplate } from '../../../src/portal/scaffolder/template/openTemplate';
import { isTemplate, parseDocuments } from '../../../src/portal/scaffolder/template/readTemplate';
import { needShared } from '../../shared';
import { diskFiles } from './support';
import { portsOf, registry } from './taskSupport';

/** Files with a template of the current form, as they are: many are skeletons' own, or use placeholders. */
function templatesBelow(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true }).map(String).filter((name) => /\.ya?ml$/.test(name) && !name.includes('expected'));
  return names.map((name) => join(folder, name)).filter((path) => {
    const text = readFileSync(path, 'utf8');
    try {
      return /kind:\s*["']?Template/.test(text) && parseDocuments(text, path).some(isTemplate);
    } catch {
      return false; // A skeleton of a template, full of expressions, is no YAML.
    }
  });
}

describe('templates of others', () => {
  const corpus = needShared('corpus');

  it('open as a form and plan without an exception, what cannot be read marked as unread', async () => {
    const actions = await registry();
    const paths = templatesBelow(corpus.path);
    const unread: string[] = [];
    for (const path of paths) {
      const template = await openTemplate(diskFiles, pathToFileURL(path).toString(), `https://github.com/acme/templates/blob/main/${encodeURIComponent(path)}`);
      expect(formPagesOf(template).every(({ schema }) => typeof schema === 'object'), path).toBe(true);
      const plan = await planTask(template, {}, { ports: portsOf(), actions });
      expect(plan.steps.map(({ id }) => id), path).toEqual(template.steps.map(({ id }) => id));
      unread.push(...plan.unread.map(({ url }) => url));
    }
    expect(paths.length).toBeGreaterThan(20);
    expect(unread.length).toBeGreaterThan(10);
  }, 60_000);
});
