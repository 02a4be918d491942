import { describe, expect, it } from 'vitest';
import { DisposableStore, toDisposable } from '../../../src/portal/base/disposable';
import { Emitter } from '../../../src/portal/base/event';

describe('Emitter', () => {
  it('tells every listener, and none that unsubscribed', () => {
    const emitter = new Emitter<number>();
    const heard: string[] = [];
    emitter.event((value) => heard.push(`a${value}`));
    const second = emitter.event((value) => heard.push(`b${value}`));
    emitter.fire(1);
    second.dispose();
    emitter.fire(2);
    expect(heard).toEqual(['a1', 'b1', 'a2']);
  });

  it('lets the others hear when one throws, then reports the error', () => {
    const errors: unknown[] = [];
    const emitter = new Emitter<number>((error) => errors.push(error));
    let heard = 0;
    emitter.event(() => {
      throw new Error('boom');
    });
    emitter.event((value) => (heard = value));
    emitter.fire(7);
    expect(heard).toBe(7);
    expect(errors).toEqual([new Error('boom')]);
  });

  it('throws a listener’s error where nobody takes it', () => {
    const emitter = new Emitter<void>();
    emitter.event(() => {
      throw new Error('boom');
    });
    expect(() => emitter.fire()).toThrow('boom');
  });

  it('keeps two subscriptions of one function apart', () => {
    const emitter = new Emitter<number>();
    let heard = 0;
    const listener = (): void => void heard++;
    const first = emitter.event(listener);
    emitter.event(listener);
    first.dispose();
    emitter.fire(1);
    expect(heard).toBe(1);
  });
});

describe('DisposableStore', () => {
  it('disposes last in, first out, and what comes late at once', () => {
    const order: string[] = [];
    const store = new DisposableStore();
    store.add(toDisposable(() => order.push('a')));
    store.add(toDisposable(() => order.push('b')));
    store.dispose();
    store.add(toDisposable(() => order.push('late')));
    store.dispose();
    expect(order).toEqual(['b', 'a', 'late']);
  });
});
