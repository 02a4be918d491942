import type { Action } from '../action';
import { number, texts } from '../input';
import { nameOfTarget } from './effects';
import { attempt, change, openTarget } from './target';

/** `github:issues:label`: adds labels to an issue or a pull request. Refused, it is told of and the task goes on. */
export const issuesLabel: Action = {
  id: 'github:issues:label',
  supportsDryRun: false,
  effects: (input) => [{ kind: 'label', text: `Labels #${number(input, 'number') ?? ''} of ${nameOfTarget(input)}: ${(texts(input, 'labels') ?? []).join(', ')}.` }],
  run: async (context) => {
    const { gitHub, at, send } = openTarget(context);
    const issue_number = number(context.input, 'number') ?? 0;
    const labels = [...(texts(context.input, 'labels') ?? [])];
    await attempt(context, `adding labels to issue ${issue_number}`, () =>
      change(context, 'labels', () => gitHub.request('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', { ...at, issue_number, labels }, send), async () => {
        const { data } = await gitHub.request('GET /repos/{owner}/{repo}/issues/{issue_number}', { ...at, issue_number }, send);
        const there = data.labels.map((label) => (typeof label === 'string' ? label : label.name));
        return labels.every((label) => there.includes(label));
      }),
    );
  },
};
