import { RegoEngine, TemplateFile } from '@aws/cloudformation-validate';

/** Warnings that are faults here. W3030: a value outside of those that a property may have. */
const alsoFaults = new Set(['W3030']);

/** Validates a CloudFormation template: one line for each error and for each warning listed above. */
export function templateFaults(path: string): readonly string[] {
  const engine = new RegoEngine();
  try {
    return engine
      .validateStandard(new TemplateFile(path))
      .diagnostics.filter(
        ({ severity, ruleId }) => severity === 'ERROR' || severity === 'FATAL' || alsoFaults.has(ruleId),
      )
      .map(
        ({ ruleId, entity, propertyPath, message }) =>
          `${ruleId} ${entity?.logicalId ?? 'template'} ${propertyPath ?? ''}: ${message}`,
      );
  } finally {
    engine.free();
  }
}
