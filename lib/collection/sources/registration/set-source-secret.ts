import type { setSourceSecretRoute } from '../../../../schemas/collection/sources/routes.ts';
import { secretBinding } from '../../../../schemas/collection/sources/secret-binding.ts';
import { toSource } from '../../../../schemas/collection/sources/source.ts';
import { isRefused, refused } from '../../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../../schemas/kernel/route.ts';
import type { Clock } from '../../ports.ts';
import { findSource, type FindSourcePorts } from '../find-source.ts';
import type { SecretStore } from '../ports.ts';
import { updateWithRetry } from '../update-source.ts';
import { secretName } from './secret-name.ts';

/** A standard parameter in Systems Manager takes 4 KB. */
const maxSecretBytes = 3_500;

/** Replaces the credentials and binds them to what the declaration names. Refuses `secret-too-long` and `changed-meanwhile`. */
export async function setSourceSecret(
  { caller, params, body }: RouteInput<typeof setSourceSecretRoute>,
  ports: FindSourcePorts & Clock & { readonly secrets: SecretStore },
) {
  const known = await findSource(caller, params, ports);
  if (isRefused(known)) return known;
  if (new TextEncoder().encode(JSON.stringify(body.secret)).length > maxSecretBytes)
    return refused('secret-too-long', { limit: maxSecretBytes });
  await ports.secrets.write(secretName(params), body.secret);
  const at = ports.now();
  const changed = await updateWithRetry(
    known.source,
    { kind: 'secret-set', by: caller.subject, at },
    // Another declaration may name another host, for which these were not meant.
    ({ declarationVersion, declaration }) =>
      declarationVersion === known.source.declarationVersion
        ? { secret: { parts: Object.keys(body.secret), at, boundTo: secretBinding(declaration) } }
        : null,
    ports.sources,
  );
  return changed === null ? refused('changed-meanwhile') : toSource(changed);
}
