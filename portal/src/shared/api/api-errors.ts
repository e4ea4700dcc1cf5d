import type { Problem } from '../../../../schemas/kernel/problem.ts';

/** Carries problem+json (RFC 9457): the API's own title and sentence are shown. */
export class ApiProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.code} (${problem.status})`);
    this.name = 'ApiProblem';
    this.problem = problem;
  }
}

/** The network is down, or nothing answered in time. */
export class NotReachable extends Error {
  constructor(options?: ErrorOptions) {
    super('the platform cannot be reached', options);
    this.name = 'NotReachable';
  }
}

/** The answer does not fit the route's schema, or comes from a gateway in between. */
export class UnexpectedAnswer extends Error {
  readonly status: number;
  readonly requestId: string | null;

  constructor({ status, headers }: Response, options?: ErrorOptions) {
    super(`the platform answered ${status} in an unknown way`, options);
    this.name = 'UnexpectedAnswer';
    this.status = status;
    this.requestId = headers.get('x-request-id');
  }
}

/** The sign-in is over and could not be renewed: the frame asks to sign in again. */
export class SessionEnded extends Error {
  constructor() {
    super('the session has ended');
    this.name = 'SessionEnded';
  }
}
