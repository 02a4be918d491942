// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ScaffoldProtocol } from '../../../src/protocol/scaffold';
import type { Host } from '../../../webview/scaffold/host';
import { WizardView } from '../../../webview/scaffold/wizardView';

type Requests = ScaffoldProtocol['hostRequests'];

const review: Requests['review'][1] = { id: 'review-1', answers: [], effects: ['Writes 1 file'], files: [] };

/** A host that answers at once, but for reviews: these are given by hand. */
function createHost() {
  const reviews: ((value: Requests['review'][1]) => void)[] = [];
  const asked: string[] = [];
  const answers = {
    start: () => ({ templates: [{ id: 'site', title: 'Site', description: '', tags: [], nameField: 'name' }], folders: [{ uri: 'file:///w', label: 'w' }], owners: [] }),
    fields: () => [{ key: 'name', label: 'Name', required: true, widget: 'text' }],
    check: () => [],
    checkDestination: () => [],
    review: () => new Promise<Requests['review'][1]>((resolve) => reviews.push(resolve)),
  };
  const request = (name: string): Promise<unknown> => {
    asked.push(name);
    return Promise.resolve(Reflect.get(answers, name) instanceof Function ? (Reflect.get(answers, name) as () => unknown)() : undefined);
  };
  // Typed by name in the product; here the answers above are of these types.
  const host = { request, notify: () => undefined } as unknown as Host;
  return { host, reviews, asked, answers };
}

const title = (): string => document.querySelector('h1')?.textContent ?? '';
const press = (target: Element | null): boolean | undefined => target?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
const settle = (): Promise<void> => vi.advanceTimersByTimeAsync(0).then(() => undefined);

async function openDestination(host: Host): Promise<HTMLInputElement> {
  const view = new WizardView(document.body, host);
  await view.start();
  document.querySelector<HTMLInputElement>('#template-site')?.click();
  press(document.querySelector('#template-site'));
  await settle();
  const name = document.querySelector<HTMLInputElement>('#field-name');
  if (!name) {
    throw new Error('The page of details is not there.');
  }
  name.value = 'box-office';
  name.dispatchEvent(new Event('input', { bubbles: true }));
  press(name);
  await settle();
  return name;
}

describe('the wizard', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    document.body.replaceChildren();
  });
  afterEach(() => vi.useRealTimers());

  it('shows a review that takes its time, although the field before it told of a last change when it went', async () => {
    const { host, reviews, asked } = createHost();
    const name = await openDestination(host);
    expect(title()).toBe('Where shall it go?');
    // Chromium tells a field that was typed into of its change when the page takes it away. jsdom does not.
    name.dispatchEvent(new Event('change'));
    press(document.querySelector('#destination-folder'));
    await settle();
    expect(asked.at(-1)).toBe('review');
    await vi.advanceTimersByTimeAsync(1_000);
    reviews[0]?.(review);
    await settle();
    expect(title()).toBe('Look before anything is created');
  });

  it('shows the last page that was asked for, and drops one that comes late', async () => {
    const { host, reviews } = createHost();
    await openDestination(host);
    press(document.querySelector('#destination-folder'));
    await settle();
    const back = [...document.querySelectorAll<HTMLElement>('.buttons vscode-button')].find((button) => button.textContent === 'Back');
    back?.click();
    await settle();
    expect(title()).toBe('About the new service');
    reviews[0]?.(review);
    await settle();
    expect(title()).toBe('About the new service');
  });

  it('offers to remove what an unfinished run left, and is as before where the user thinks better of it', async () => {
    const { host, asked, answers } = createHost();
    const outcomes: unknown[] = [null, { ok: false, message: 'refused', exists: ['The private repository acme/x exists'], remove: 'onGitHub' }];
    Object.assign(answers, {
      start: () => ({ templates: [], folders: [], owners: [], unfinished: { title: 'Publishing acme/x did not finish', exists: [], remove: 'here' } }),
      remove: () => outcomes.shift(),
    });
    await new WizardView(document.body, host).start();
    const click = async (label: string): Promise<void> => {
      [...document.querySelectorAll<HTMLElement>('vscode-button')].find(({ textContent }) => textContent === label)?.click();
      await settle();
    };
    await click('Remove What Was Created…');
    expect([asked.at(-1), title()]).toEqual(['remove', 'Publishing acme/x did not finish']);
    await click('Remove What Was Created…');
    expect(title()).toBe('This did not work');
    await click('Open Its Settings on GitHub');
    expect(asked.at(-1)).toBe('openRepositorySettings');
  });
});
