import type { returnSourceRoute } from '../../../schemas/collection/sources/routes.ts';
import { sourceOf } from '../../../schemas/collection/sources/source.ts';
import { sourceStateNames } from '../../../schemas/collection/sources/state-names.ts';
import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import type { InputOf } from '../../../schemas/kernel/route.ts';
import type { Clock } from '../ports.ts';
import { decided } from './decided.ts';
import { knownSource } from './known-source.ts';
import type { KnownSourcePorts } from './known-source.ts';

/** The centre gives a registration back to the department, with what is to be mended. */
export async function returnSource({ caller, params, body }: InputOf<typeof returnSourceRoute>, ports: KnownSourcePorts & Clock) {
  const known = await knownSource(caller, params, ports);
  if (isRefused(known)) return known;
  const returned = await decided(known.source, { kind: 'returned', by: caller.subject, at: ports.now(), reason: body.reason }, ({ state }) => (state === 'registered' ? { state: 'returned' } : null), ports.sources);
  return returned === null ? refused('source-state', { state: sourceStateNames[known.source.state] }) : sourceOf(returned);
}
