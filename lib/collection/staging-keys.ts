const numbered = (number: number) => `${number}`.padStart(5, '0');

/** Below the delivery and the fence under which it was taken in, so that a worker that has lost its turn writes where nobody reads. */
export const stagedPrefix = (delivery: string, fencingToken: number) => `staged/${delivery}/${fencingToken}`;
export const partKey = (prefix: string, part: number) => `${prefix}/part-${numbered(part)}.ndjson.gz`;
export const findingsKey = (prefix: string, chunk: number) => `${prefix}/findings-${numbered(chunk)}.ndjson.gz`;
export const rejectedKey = (prefix: string, chunk: number) => `${prefix}/rejected-${numbered(chunk)}.ndjson.gz`;
export const resolvedKey = (prefix: string) => `${prefix}/resolved.ndjson.gz`;
export const indexKey = (dataset: string, delivery: string, fencingToken: number) =>
  `indexes/${dataset}/${delivery}-${fencingToken}.bin`;
export const annotatedKey = (delivery: string, rows: 'all' | 'failed') => `annotated/${delivery}/${rows}.xlsx`;
