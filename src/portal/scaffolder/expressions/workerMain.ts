import { messageOf } from '../../base/errors';
import type { CompileFilter } from './filterDeclarations';
import { answerRender } from './rendering';
import type { WorkerReply, WorkerRequest } from './workerIsolate';

/** The inside of a worker: answers a request. It holds no secret of its host and reaches nothing but what it is sent. */
export async function answerWorker({ id, request }: WorkerRequest): Promise<WorkerReply> {
  try {
    return { id, answer: await answerRender(request, compileFilter) };
  } catch (error) {
    return { id, error: messageOf(error) };
  }
}

/**
 * A filter out of the text of a CommonJS module. It is somebody's own code: hosts declare such filters in trusted workspaces only.
 * @throws Error where it exports no function
 */
const compileFilter: CompileFilter = (source) => {
  const module: { exports: unknown } = { exports: undefined };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- asked for by the settings of a trusted workspace
  new Function('module', 'exports', source)(module, module.exports);
  const { exports } = module;
  if (typeof exports !== 'function') {
    throw new Error('The module of a filter must set `module.exports` to a function.');
  }
  return (value, ...args) => toValue((exports as (...args: readonly unknown[]) => unknown)(value, ...args));
};

function toValue(value: unknown): ReturnType<ReturnType<CompileFilter>> {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as ReturnType<ReturnType<CompileFilter>>);
}
