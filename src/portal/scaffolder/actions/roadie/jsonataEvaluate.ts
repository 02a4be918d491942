import { PortalError } from '../../../base/errors';
import type { Action } from '../action';
import { text } from '../input';

/** `roadiehq:utils:jsonata`: evaluates a JSONata expression. */
export const jsonataEvaluate: Action = {
  id: 'roadiehq:utils:jsonata',
  supportsDryRun: true,
  run: async ({ input, ports, output, signal }) => {
    const expression = text(input, 'expression');
    if (expression === undefined) {
      throw new PortalError('invalid', 'An expression is needed.');
    }
    output('result', await ports.renderer.jsonata({ expression, data: input['data'] ?? null }, signal));
  },
};
