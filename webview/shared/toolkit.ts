import { provideVSCodeDesignSystem, vsCodeButton, vsCodeLink, vsCodeProgressRing } from '@vscode/webview-ui-toolkit';

/**
 * Registers the toolkit's elements that our pages use. The toolkit is deprecated upstream: this folder alone may import
 * it, so that it can be replaced here.
 */
export function registerToolkit(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeLink(), vsCodeProgressRing());
}
