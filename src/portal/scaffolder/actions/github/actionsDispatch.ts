import type { JsonObject } from '../../../catalog/entity';
import type { Action } from '../action';
import { flag, object, text } from '../input';
import { nameOfTarget } from './effects';
import { isRecord, isText, openTarget } from './target';

/** `github:actions:dispatch`: starts a workflow. */
export const actionsDispatch: Action = {
  id: 'github:actions:dispatch',
  supportsDryRun: false,
  effects: (input) => [{ kind: 'workflow', text: `Starts the workflow ${text(input, 'workflowId') ?? ''} of ${nameOfTarget(input)} on ${text(input, 'branchOrTagName') ?? ''}.` }],
  run: async (context) => {
    const { input, output, once, ports, log } = context;
    const { gitHub, at, send } = openTarget(context);
    const [workflow_id, ref] = [text(input, 'workflowId') ?? '', text(input, 'branchOrTagName') ?? ''];
    const inputs = object(input, 'workflowInputs');
    const wantsRun = flag(input, 'returnWorkflowRunDetails') ?? false;
    const since = await once('since', { run: () => Promise.resolve(new Date(ports.clock.now()).toISOString()), find: () => Promise.resolve(undefined) }, isText);
    const findRun = async (): Promise<JsonObject | undefined> => {
      const { data } = await gitHub.request('GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs', { ...at, workflow_id, branch: ref, event: 'workflow_dispatch', created: `>=${since.slice(0, 19)}Z` }, send);
      const run = data.workflow_runs[0];
      return run && { id: Number(run.id), url: run.url, htmlUrl: run.html_url };
    };
    const dispatch = async (): Promise<JsonObject> => {
      await gitHub.request('POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches', { ...at, workflow_id, ref, ...(inputs && { inputs }) }, send);
      return {};
    };
    await once('dispatch', { run: dispatch, find: findRun }, isRecord);
    log(`Workflow ${workflow_id} dispatched successfully`);
    const run = wantsRun ? await findRun() : undefined;
    if (run) {
      output('workflowRunId', Number(run['id']));
      output('workflowRunUrl', text(run, 'url') ?? '');
      output('workflowRunHtmlUrl', text(run, 'htmlUrl') ?? '');
    }
  },
};
