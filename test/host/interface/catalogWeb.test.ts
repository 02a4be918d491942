import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readToTheEnd, startSampleCatalog, VIEW, type SampleCatalog } from '../workbench/sampleCatalog';

// In a web worker there is no environment to take a token from: a person pastes one.

let sample: SampleCatalog;

beforeEach(async () => {
  sample = await startSampleCatalog();
});

afterEach(({ task }) => sample.close(task.result?.state === 'fail' ? task.name : undefined));

describe('in a browser', () => {
  test('a pasted token is checked, the organization is read with it, and a file on GitHub opens', async () => {
    const bench = await sample.open({ web: true, theme: 'dark' });
    const sent: string[] = [];
    bench.page.context().on('request', (request) => sent.push(request.url()));
    await bench.view(VIEW).getByRole('button', { name: 'Paste a Token' }).click();
    await bench.quickInput.type('ghp_nobody');
    await bench.quickInput.accept();
    const refused = bench.notification('Paste Another Token…');
    await refused.waitFor();
    await bench.screenshot('web-token-refused');
    await refused.getByRole('button', { name: 'Paste Another Token…' }).click();

    await bench.quickInput.type(sample.token);
    expect(await bench.quickInput.field.getAttribute('type')).toBe('password');
    await bench.screenshot('web-paste-token');
    await bench.quickInput.accept();
    await bench.notification('Signed in to').waitFor();
    await readToTheEnd(bench);
    await bench.expand(VIEW, /^\s*Components/);
    await bench.treeItem(VIEW, 'Payment Service').click();
    const editor = await bench.editor('catalog-info.yaml');
    expect((await editor.text()).split('\n')[3]).toBe('  name: payment-service');
    await bench.screenshot('web-open');

    expect(sent, 'it is the browser that asks').toContain(`${sample.gitHub.web}/api/graphql`);
  });
});
