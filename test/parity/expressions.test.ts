import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { needShared } from '../shared';
import { compareExpressions } from './expressions';

describe('expressions of templates', () => {
  const golden = needShared('golden/scaffolder');

  it('render as the real engine rendered them', async () => {
    const { total, differences } = await compareExpressions(join(golden.path, 'expressions.json'));
    expect(differences).toEqual([]);
    expect(total).toBeGreaterThan(0);
  });
});
