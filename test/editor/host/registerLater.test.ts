import { describe, expect, it } from 'vitest';
import { registerLater } from '../../../src/editor/host/registerLater';
import { ManualClock } from '../support/manualClock';

function createRegistrations(broken?: number) {
  const clock = new ManualClock();
  const told: string[] = [];
  const errors: unknown[] = [];
  const registrations = [0, 1, 2].map((index) => () => {
    if (index === broken) {
      throw new Error(`no ${index}`);
    }
    told.push(`made ${index}`);
    return { dispose: () => told.push(`gone ${index}`) };
  });
  return { clock, told, errors, registered: registerLater(clock, registrations, (error) => errors.push(error)) };
}

describe('registerLater', () => {
  it('registers nothing before the turn is over, then one a turn, in order', async () => {
    const { clock, told } = createRegistrations();
    expect(told).toEqual([]);
    expect(clock.waiting).toBe(1);
    await clock.pass(0);
    expect(told).toEqual(['made 0', 'made 1', 'made 2']);
    expect(clock.waiting).toBe(0);
  });

  it('takes back what it registered', async () => {
    const { clock, told, registered } = createRegistrations();
    await clock.pass(0);
    registered.dispose();
    expect(told.slice(3)).toEqual(['gone 2', 'gone 1', 'gone 0']);
  });

  it('registers nothing any more once it is disposed', async () => {
    const { clock, told, registered } = createRegistrations();
    registered.dispose();
    await clock.pass(0);
    expect(told).toEqual([]);
  });

  it('tells of one that fails and goes on with the others', async () => {
    const { clock, told, errors } = createRegistrations(1);
    await clock.pass(0);
    expect(told).toEqual(['made 0', 'made 2']);
    expect(errors).toEqual([new Error('no 1')]);
  });
});
