import type { Run, SourceRecord } from '../../../../schemas/collection/sources/source.ts';
import { secondsAfter } from '../../../kernel/instant.ts';
import type { SourceKey } from '../ports.ts';
import { finishReplays } from '../rejected-rows/finish-replays.ts';
import { checkDelivery, finishRun } from './finish-run.ts';
import type { PullContext, PullPorts, StepResult } from './pull-context.ts';
import { readRun } from './read-run.ts';
import { acquireSourceLease } from './source-lease.ts';
import { startRunIfDue } from './start-run.ts';
import { submitRun } from './submit-delivery.ts';

/** Time reserved for writing the checkpoint before the function times out. */
const checkpointReserveMs = 20_000;
/** How long a source sleeps whose dataset is withdrawn from the catalogue; it may be published again. */
const withdrawnRecheckSeconds = 3_600;

type RunIn<Phase extends Run['phase']> = Extract<Run, { readonly phase: Phase }>;
type PhaseHandlers = {
  readonly [Phase in Run['phase']]: (
    source: SourceRecord,
    run: RunIn<Phase>,
    context: PullContext,
  ) => Promise<StepResult>;
};

/** The state machine of a run; the transitions are `nextRunPhases`. */
const phaseHandlers: PhaseHandlers = {
  reading: readRun,
  submitting: submitRun,
  'awaiting-delivery': checkDelivery,
  finishing: finishRun,
};

/**
 * Advances a source until it has nothing to do or the time is up: starts a due run, reads its pages, submits them as a
 * delivery and records the outcome. Each step is one conditional write, so that any worker can resume after a crash.
 */
export async function pullSource(
  key: SourceKey,
  ports: PullPorts,
  { remainingMs }: { readonly remainingMs: () => number },
): Promise<void> {
  const acquired = await acquireSourceLease(key, ports);
  if (acquired === null) return;
  const { lease } = acquired;
  const isTimeShort = () => remainingMs() < checkpointReserveMs;
  let { source } = acquired;
  for (;;) {
    const version = (await ports.publishedVersions(source.dataset)).at(-1);
    const result =
      version === undefined
        ? { sleepUntil: secondsAfter(ports.now(), withdrawnRecheckSeconds) }
        : await nextState(source, { version, lease, ports, isTimeShort });
    if ('sleepUntil' in result) {
      const wakeRequested = await lease.release(result.sleepUntil);
      if (wakeRequested === null) return;
      source = wakeRequested;
    } else ({ source } = result);
    if (isTimeShort()) {
      await lease.release(ports.now());
      return await ports.messages.pull(key);
    }
  }
}

/** Settles replays, then runs the handler of the current phase, or starts a run. */
async function nextState(given: SourceRecord, context: PullContext): Promise<StepResult> {
  const source = await finishReplays(given, context.lease, context.ports);
  const { run } = source;
  return run === undefined ? await startRunIfDue(source, context) : await handlePhase(run.phase, source, run, context);
}

async function handlePhase<Phase extends Run['phase']>(
  phase: Phase,
  source: SourceRecord,
  run: RunIn<Phase>,
  context: PullContext,
): Promise<StepResult> {
  return await phaseHandlers[phase](source, run, context);
}
