const numbered = (number: number) => `${number}`.padStart(5, '0');

/** One prefix per fencing token: a worker that has lost its lease writes where nobody reads. */
export const stagedPrefix = (delivery: string, fencingToken: number) => `staged/${delivery}/${fencingToken}`;
export const partKey = (prefix: string, part: number) => `${prefix}/part-${numbered(part)}.ndjson.gz`;
export const findingsKey = (prefix: string, chunk: number) => `${prefix}/findings-${numbered(chunk)}.ndjson.gz`;
export const rejectedKey = (prefix: string, chunk: number) => `${prefix}/rejected-${numbered(chunk)}.ndjson.gz`;
export const resolvedKey = (prefix: string) => `${prefix}/resolved.ndjson.gz`;
export const indexKey = (dataset: string, delivery: string, fencingToken: number) =>
  `indexes/${dataset}/${delivery}-${fencingToken}.bin`;
export const annotatedKey = (delivery: string, rows: 'all' | 'failed') => `annotated/${delivery}/${rows}.xlsx`;
