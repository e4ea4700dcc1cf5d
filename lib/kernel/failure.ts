/**
 * Something went wrong that no caller can mend: logged once at the edge by its code, then retried or alarmed.
 * `facts` are ids and counts; never personal data, for they go to the log.
 */
export class Failure extends Error {
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number>>;

  constructor(code: string, facts: Readonly<Record<string, string | number>> = {}, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(facts)}`, options);
    this.name = 'Failure';
    this.code = code;
    this.facts = facts;
  }
}
