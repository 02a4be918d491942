import type { JsonValue } from '../../catalog/entity';
import type { ActionSchemas } from '../../scaffolder/actionSchemas/actionSchema';
import type { DocumentCheck } from '../diagnostics/checks/documentCheck';
import { checkExpressions } from './checks/expressionCheck';
import { checkInputs } from './checks/inputCheck';
import { checkNames } from './checks/nameCheck';
import { checkParameters } from './checks/parameterCheck';
import { checkSteps } from './checks/stepCheck';
import { isTemplate, templateModelOf } from './templateModel';

/** What a template.yaml says that goes wrong when it is run. @param actions left out, actions are not spoken of */
export function createTemplateCheck(actions: ActionSchemas | undefined): DocumentCheck {
  return function* ({ document, value }) {
    if (!isTemplate(document)) {
      return;
    }
    const model = templateModelOf(document);
    const steps = field(field(value, 'spec'), 'steps');
    const inputs: readonly (JsonValue | undefined)[] = Array.isArray(steps) ? steps.map((step: JsonValue) => field(step, 'input')) : [];
    yield* checkSteps(model, actions);
    yield* checkInputs(model, actions, (step) => inputs[step.index]);
    yield undefined;
    yield* checkExpressions(model);
    yield undefined;
    yield* checkNames(model, actions);
    yield* checkParameters(model);
  };
}

function field(value: JsonValue | undefined, key: string): JsonValue | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
