import * as vscode from 'vscode';
import type { Disposable } from '../../portal/base/disposable';
import type { Clock } from '../../portal/ports/clock';

/** A refresh shorter than this needs no words, in ms. */
const SLOW = 1_500;

export interface ViewProgressOptions {
  readonly viewId: string;
  readonly clock: Clock;
  readonly isRefreshing: () => boolean;
  /** The refresh under way turned out to be a slow one. */
  readonly onDidChange: () => void;
}

/** The bar above a view for as long as the catalog is read. */
export class ViewProgress implements Disposable {
  readonly #options: ViewProgressOptions;
  #end: (() => void) | undefined;
  #slow = false;

  constructor(options: ViewProgressOptions) {
    this.#options = options;
  }

  /** Whether the refresh under way takes so long that it should be told how far it is. */
  get isSlow(): boolean {
    return this.#slow;
  }

  update(): void {
    const { clock, isRefreshing, onDidChange, viewId } = this.#options;
    if (isRefreshing() === (this.#end !== undefined)) {
      return;
    }
    if (this.#end) {
      this.dispose();
      return;
    }
    const timer = clock.after(SLOW, () => {
      this.#slow = true;
      onDidChange();
    });
    const ended = new Promise<void>((resolve) => {
      this.#end = () => {
        timer.dispose();
        this.#slow = false;
        resolve();
      };
    });
    void vscode.window.withProgress({ location: { viewId } }, () => ended);
  }

  dispose(): void {
    this.#end?.();
    this.#end = undefined;
  }
}
