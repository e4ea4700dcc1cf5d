import { kernelRefusals, type KernelRefusalCode, type RefusalPhrase } from '../kernel/refusal.ts';
import type { Route } from '../kernel/route.ts';

/** Includes those of the kernel that can occur on the route. */
export function collectRefusals(route: Route): ReadonlyMap<string, RefusalPhrase> {
  const takesInput =
    [route.params, route.query].some(({ shape }) => Object.keys(shape).length > 0) || route.body !== null;
  const paged = 'cursor' in route.query.shape || (route.body !== null && 'cursor' in getShape(route.body));
  const writes = route.method !== 'GET' && route.callers !== 'anyone';
  const can: Readonly<Record<string, boolean>> = {
    'not-signed-in': route.callers !== 'anyone',
    'scope-missing': route.callers !== 'anyone',
    'account-unknown': route.callers !== 'anyone',
    'account-inactive': route.callers !== 'anyone',
    'identity-unavailable': route.callers !== 'anyone',
    'not-allowed': Array.isArray(route.callers),
    // Answered before a route is known.
    'route-not-found': false,
    'address-not-valid': false,
    'request-not-understood': false,
    'headers-too-large': false,
    'input-not-valid': takesInput,
    'body-not-json': route.body !== null,
    'body-too-large': route.body !== null,
    'idempotency-key-reused': route.idempotent === true,
    'request-in-progress': route.idempotent === true,
    'cursor-not-valid': paged,
    'changed-meanwhile': writes && !('changed-meanwhile' in route.refusals),
    'service-busy': true,
    'internal-error': true,
    'response-too-large': true,
  } satisfies Record<KernelRefusalCode, boolean>;
  return new Map([
    ...Object.entries(kernelRefusals).filter(([code]) => can[code] === true),
    ...Object.entries(route.refusals),
  ]);
}

function getShape(schema: object): object {
  return 'shape' in schema && typeof schema.shape === 'object' && schema.shape !== null ? schema.shape : {};
}
