import type { ApplicationState } from '../../../schemas/sharing/application.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import type { FoundTask } from './group-tasks.ts';
import type { WaitingApplication } from './ports.ts';
import { withClock } from './with-clock.ts';

const whys: Partial<Record<ApplicationState, string>> = {
  draft: '起草以后还没有提交，请核对内容后提交审批，不需要时请撤回。',
  'awaiting-approval': '本部门的同事提出了申请，请审批后报出，或者退回修改。',
  'awaiting-check': '请核对用途、依据和信息项是否相符，核对通过后转提供部门答复。',
  'awaiting-decision': '其他部门申请使用本部门的数据，请在期限以内逐项答复。',
  'awaiting-completion': '办理单位要求补正，请按写明的内容补正后交回。',
  'awaiting-coordination': '申请部门不同意不予授权，请与提供部门协调后办理。',
};

/**
 * What an application asks of those for whom it waits; `null` when this officer cannot take the step: nobody approves
 * what is their own, and a draft is its writer's.
 */
export function applicationTask({ application, clock }: WaitingApplication, officer: string): FoundTask | null {
  const { id, state, content, createdAt, createdBy, writtenBy, transitions, proof } = application;
  if (proof?.suspended !== undefined && state === 'granted')
    return {
      kind: 'applications-waiting',
      title: `暂停使用的授权：${content.matter}`,
      why: '每晚的核验发现给出的数据与授权不符，平台已暂停使用。请查明原因，等重新核验通过后打开授权恢复。',
      since: proof.suspended.at,
      address: `/grants/${id}`,
    };
  const why = whys[state];
  if (why === undefined) return null;
  if (state === 'draft' && createdBy !== officer) return null;
  if (state === 'awaiting-approval' && writtenBy.includes(officer)) return null;
  return {
    kind: 'applications-waiting',
    title: `共享申请：${content.matter}`,
    why: withClock(why, clock),
    since: transitions.at(-1)?.at ?? createdAt,
    ...definedOnly({ due: clock?.due }),
    address: `/applications/${id}`,
  };
}
