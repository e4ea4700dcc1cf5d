import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import type { resumeGrantRoute } from '../../../schemas/sharing/proof-routes.ts';
import { suspensionEvent } from '../applications/application-events.ts';
import type { ApplicationRepository, ClockPorts, ProofRepository } from '../applications/ports.ts';
import { waitsFor } from '../applications/transitions.ts';

export type ResumeGrantPorts = Pick<ApplicationRepository, 'application'> & ProofRepository & Pick<ClockPorts, 'now'>;

/**
 * Lets a suspended grant be used again. Refuses until a proof has passed since, and when another proof was made than the
 * one that the officer has seen.
 */
export async function resumeGrant(
  { caller, params, body }: Pick<RouteInput<typeof resumeGrantRoute>, 'caller' | 'params' | 'body'>,
  ports: ResumeGrantPorts,
) {
  const application = await ports.application(params.grant);
  if (application?.grant === undefined) return refused('grant-not-found');
  const { proof: before } = application;
  if (before?.suspended === undefined) return refused('grant-not-suspended');
  if (before.at !== body.provenAt) return refused('changed-meanwhile');
  if (before.outcome !== 'passed') return refused('proof-not-passed');
  const { suspended: _suspended, ...proof } = before;
  const saved = await ports.saveProof(application, proof, {
    event: suspensionEvent(application, { at: ports.now(), by: caller.subject, action: 'resume' }),
    waitsFor: waitsFor({ ...application, proof }),
  });
  return saved ? proof : refused('changed-meanwhile');
}
