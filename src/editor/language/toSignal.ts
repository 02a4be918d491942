import type * as vscode from 'vscode';
import { isCancelled } from '../../portal/base/cancellation';

/** A signal that is aborted once VS Code takes its request back. */
export function toSignal(token: vscode.CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) {
    controller.abort();
  } else {
    token.onCancellationRequested(() => controller.abort());
  }
  return controller.signal;
}

/** A request that VS Code has taken back needs no answer. */
export async function ignoreCancelled<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isCancelled(error)) {
      return undefined;
    }
    throw error;
  }
}
