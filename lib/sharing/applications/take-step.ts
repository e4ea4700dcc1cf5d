import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import {
  maxTransitions,
  type Application,
  type ApplicationState,
  type ApplicationStep,
  type FieldDecision,
} from '../../../schemas/sharing/application.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { buildGrant, decideUnconditionally, type GrantTerms } from './build-grant.ts';
import { checkContent, type Fault, isUnconditional, type Published } from './check-content.ts';
import { applicationRules } from './transitions.ts';

/** Who takes a step and when, and what is published now. */
export type StepContext = {
  readonly by: string;
  readonly department: string;
  readonly at: Instant;
  /** `null` when none is published; only `withdraw` and `revoke` are possible then. */
  readonly published: Published | null;
  /** Of the content's filters under that version. */
  readonly valueFaults: readonly Fault[];
};

type PublishedContext = StepContext & { readonly published: Published; readonly version: DatasetVersion };

type Result = Pick<Application, 'state' | 'decisions' | 'grant'>;

/** The extension, once, that the city's data office agrees to (Decree 809). */
const maxExtensions = 1;

/**
 * Takes a step whose state and side were checked (`mayAct`). Refuses content that the published catalogue no longer
 * covers, decisions that miss a field, and what would exceed the limits of an application.
 */
export function takeStep(application: Application, step: ApplicationStep, context: StepContext) {
  const { state: from, transitions, lockVersion } = application;
  // The last ones are kept for what ends it.
  const isEnding = step.action === 'withdraw' || step.action === 'revoke';
  if (transitions.length >= maxTransitions - (isEnding ? 0 : 1))
    return refused('application-too-long', { limit: maxTransitions });
  const result = resultOf(application, step, context);
  if (isRefused(result)) return result;
  const { by, department, at } = context;
  const reason = 'reason' in step ? step.reason : undefined;
  const transition = { action: step.action, from, to: result.state, at, by, department, ...definedOnly({ reason }) };
  return { ...application, ...result, transitions: [...transitions, transition], lockVersion: lockVersion + 1 };
}

/** Steps that ask for nothing and give nothing are possible also when the entry is no longer published. */
function resultOf(application: Application, step: ApplicationStep, context: StepContext) {
  const { published } = context;
  switch (step.action) {
    case 'submit':
    case 'complete':
    case 'pass':
    case 'decide':
      return published === null
        ? refused('dataset-not-found', { dataset: application.dataset })
        : resultByCatalogue(application, step, { ...context, published, version: published.version });
    case 'extend': {
      const extensions = application.transitions.filter(({ action }) => action === 'extend').length;
      return extensions < maxExtensions ? { state: 'awaiting-decision' as const } : refused('already-extended');
    }
    case 'revoke':
      return revoke(application, step.reason, context);
    default:
      return { state: applicationRules[step.action].to[0] };
  }
}

type CatalogueStep = Extract<ApplicationStep, { action: 'submit' | 'complete' | 'pass' | 'decide' }>;

function resultByCatalogue(application: Application, step: CatalogueStep, context: PublishedContext) {
  const fault = checkContent(application.content, { ...context, today: dayInShanghai(context.at) });
  if (step.action === 'submit') return fault ?? { state: 'awaiting-approval' as const };
  if (step.action === 'complete') return fault ?? { state: stateBefore(application) };
  if (fault !== null) return refused('catalogue-changed', {}, fault.errors);
  return step.action === 'pass' ? passCheck(application, context) : decide(application, step, context);
}

/** Completion leads back to whoever asked for it. */
function stateBefore({ transitions }: Application): ApplicationState {
  return transitions.findLast(({ to }) => to === 'awaiting-completion')?.from ?? 'awaiting-check';
}

function passCheck(application: Application, context: PublishedContext) {
  const { version } = context;
  if (!isUnconditional(application.content, version)) return { state: 'awaiting-decision' as const };
  return toGranted(application, { ...context, decisions: decideUnconditionally(application, version) });
}

function decide(
  application: Application,
  { decisions, quota, caseNumbers, until }: Extract<ApplicationStep, { action: 'decide' }>,
  context: PublishedContext,
) {
  const { content } = application;
  const errors = checkDecisions(application, decisions);
  if (errors.length > 0) return refused('decisions-not-valid', { count: errors.length }, errors);
  if (until !== undefined && (until > content.until || until <= dayInShanghai(context.at)))
    return refused('term-not-valid', { until: content.until });
  if (decisions.every(({ decision }) => decision === 'refuse')) return { state: 'refused' as const, decisions };
  return toGranted(application, { ...context, decisions, quota, caseNumbers, until });
}

function toGranted(application: Application, terms: GrantTerms): Result {
  return { state: 'granted', decisions: [...terms.decisions], grant: buildGrant(application, terms) };
}

function checkDecisions({ content }: Application, decisions: readonly FieldDecision[]) {
  const decided = new Map(decisions.map(({ field }, i) => [field, i]));
  const missing = content.fields
    .filter((field) => !decided.has(field))
    .map((field) => ({ pointer: '/decisions', detail: `还没有答复信息项 ${field}，请逐项答复。` }));
  const wrong = decisions.flatMap(({ field, decision, reason }, i) => {
    const pointer = `/decisions/${i}`;
    if (!content.fields.includes(field)) return [{ pointer, detail: `申请中没有信息项 ${field}，请去掉这一项答复。` }];
    if (decided.get(field) !== i) return [{ pointer, detail: `信息项 ${field} 答复了两次，请去掉一个。` }];
    return decision === 'refuse' && reason === undefined
      ? [{ pointer: `${pointer}/reason`, detail: '不予共享应写明理由和依据。' }]
      : [];
  });
  return [...missing, ...wrong];
}

function revoke(application: Application, reason: string, { at, by }: StepContext): Result {
  const { grant: before } = application;
  return {
    state: 'revoked',
    ...(before === undefined ? {} : { grant: { ...before, revoked: { at, by, reason } } }),
  };
}
