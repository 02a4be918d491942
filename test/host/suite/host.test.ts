import { assert } from 'chai';
import * as vscode from 'vscode';
import { testEnvironment } from './testEnvironment';

// VS Code may fall back to another extension host without a word; then everything else here would prove nothing.
suite('Extension host', () => {
  test('is the one that was asked for', () => {
    const hasNode = Reflect.has(globalThis, 'process') && typeof process === 'object' && typeof process.versions?.node === 'string';
    if (testEnvironment.host === 'node') {
      assert.isTrue(hasNode, 'the Node host has Node');
      assert.notInclude(String(Reflect.get(globalThis, 'WorkerGlobalScope')), 'WorkerGlobalScope');
    } else {
      assert.isFalse(hasNode, 'the web worker has no Node');
      assert.isFunction(Reflect.get(globalThis, 'importScripts'), 'the web worker is a worker');
    }
  });

  test('belongs to the program the run was started with', () => {
    assert.include(['desktop', 'web', 'server-distro', 'code-server'], vscode.env.appHost);
    assert.include([vscode.UIKind.Desktop, vscode.UIKind.Web], vscode.env.uiKind);
    if (vscode.env.appHost === 'desktop') {
      assert.equal(vscode.env.uiKind, vscode.UIKind.Desktop);
    } else {
      assert.equal(vscode.env.uiKind, vscode.UIKind.Web);
    }
  });

  test('reaches the local GitHub', async () => {
    const answer = await fetch(`${testEnvironment.github.url}/api/v3/user`, { headers: { authorization: `Bearer ${testEnvironment.github.token}` } });
    assert.equal(answer.status, 200);
  });
});
