import { RegoEngine, TemplateFile } from '@aws/cloudformation-validate';

/** W3030: a value outside of those that a property may have. */
const alsoFaults = new Set(['W3030']);

/** Validates a CloudFormation template: one line a fault. */
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
