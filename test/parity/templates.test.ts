import { describe, expect, it } from 'vitest';
import { needShared } from '../shared';
import { compareTemplates } from './templates';

describe('whole templates', () => {
  const golden = needShared('golden/scaffolder/templates');

  it('come to what the real scaffolder came to', async () => {
    const { total, differences } = await compareTemplates(golden.path);
    expect(differences).toEqual([]);
    expect(total).toBeGreaterThan(0);
  });
});
