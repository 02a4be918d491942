import type { SchemaError } from 'stagedoor:validators';
import type { DocumentProblem, Stage } from '../problem';
import type { Positions, ValuePath } from './positions';

/** Something wrong at a value of a document, before it is known where that value stands. */
export interface Finding {
  readonly stage: Stage;
  /** The rule that is broken, without the stage: `required`. */
  readonly rule: string;
  readonly message: string;
  readonly path: ValuePath;
  /** Whether the key is meant and not the value. */
  readonly atKey: boolean;
}

export function toProblem(finding: Finding, positions: Positions): DocumentProblem {
  return {
    code: `${finding.stage}/${finding.rule}`,
    severity: 'error',
    message: finding.message,
    range: finding.atKey ? positions.key(finding.path) : positions.value(finding.path),
  };
}

/** Of a value that is missing the parent's key is meant, of one that should not be there its own. */
export function fromSchemaError(error: SchemaError, stage: Stage, message: string): Finding {
  const path = toPath(error.instancePath);
  if (error.keyword === 'required') {
    return { stage, rule: error.keyword, message, path, atKey: true };
  }
  const foreign = error.params['additionalProperty'];
  return typeof foreign === 'string'
    ? { stage, rule: 'foreign-field', message, path: [...path, foreign], atKey: true }
    : { stage, rule: error.keyword, message, path, atKey: false };
}

function toPath(pointer: string): ValuePath {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** `/spec must have required property 'owner' - missingProperty: owner`. Source: `throwAjvError` of @backstage/catalog-model. */
export function toSchemaMessage(error: SchemaError): string {
  const params = Object.entries(error.params).map(([key, value]) => `${key}: ${String(value)}`);
  return `${error.instancePath || '<root>'} ${error.message ?? 'is not valid'} - ${params.join(', ')}`;
}
