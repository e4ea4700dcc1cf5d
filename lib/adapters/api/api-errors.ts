import type { Problem } from '../../../schemas/kernel/problem.ts';

/** Carries problem+json (RFC 9457). */
export class ApiRefused extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.code} (${problem.status})`);
    this.name = 'ApiRefused';
    this.problem = problem;
  }
}

export class NotReachable extends Error {
  readonly address: string;

  constructor(address: string, options?: ErrorOptions) {
    super(`${address} cannot be reached`, options);
    this.name = 'NotReachable';
    this.address = address;
  }
}

/** The response comes from a wrong address, or from a gateway in between. */
export class UnexpectedAnswer extends Error {
  readonly address: string;
  readonly status: number;

  constructor(address: string, status: number, options?: ErrorOptions) {
    super(`${address} answered ${status} in a way that is not the platform's`, options);
    this.name = 'UnexpectedAnswer';
    this.address = address;
    this.status = status;
  }
}

/** `reason` is the OpenID provider's error code (RFC 6749 §5.2), such as `invalid_client`. */
export class SignInRefused extends Error {
  readonly reason: string;

  constructor(reason: string) {
    super(`the OpenID provider gave no token: ${reason}`);
    this.name = 'SignInRefused';
    this.reason = reason;
  }
}

/** `code` is the object store's own, such as `EntityTooLarge` or `AccessDenied`. */
export class UploadRefused extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string) {
    super(`the object store answered ${status} ${code}`);
    this.name = 'UploadRefused';
    this.status = status;
    this.code = code;
  }
}
