/** `load` to `Load`, `ingest-pages` to `IngestPages`: names of the template's resources have no hyphens. */
export function logicalId(name: string): string {
  return name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

export const queueId = (name: string): string => `${logicalId(name)}Queue`;
export const deadLettersId = (name: string): string => `${logicalId(name)}DeadLetters`;
export const roleId = (functionName: string): string => `${logicalId(functionName)}Role`;
/** Reads the Arn of a resource. */
export const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
