import { SourceRegistration } from '../../../../../schemas/collection/sources/routes.ts';
import { ApiProblem } from '../../../shared/api/api-errors.ts';
import type { PlacedFault } from './form-rows.tsx';

const notFilled = '此项还没有填写，或写法不对，请看它的提示。';

/** The parts of the request that the platform would refuse by their form alone. */
export function faultsIn(body: unknown): readonly PlacedFault[] {
  const parsed = SourceRegistration.safeParse(body);
  if (parsed.success) return [];
  return parsed.error.issues.map(({ path }) => ({
    pointer: ['', 'body', ...path.map(String)].join('/'),
    detail: notFilled,
  }));
}

/** The places that the platform's refusal names. */
export const faultsOf = (error: unknown): readonly PlacedFault[] =>
  error instanceof ApiProblem ? (error.problem.errors ?? []) : [];

/** The refusal without the places, which the form shows by their labels. */
export function withoutPlaces(error: Error): Error {
  if (!(error instanceof ApiProblem)) return error;
  const { errors: _places, ...problem } = error.problem;
  return new ApiProblem(problem);
}
