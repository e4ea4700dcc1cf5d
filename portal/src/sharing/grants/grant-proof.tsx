import { Button } from 'antd';
import { proofFaultNames } from '../../../../schemas/sharing/grant-proof.ts';
import type { GrantView } from '../../../../schemas/sharing/grant-use.ts';
import type { ProofFault } from '../../../../schemas/sharing/grant.ts';
import { sharingWayNames } from '../../../../schemas/sharing/names.ts';
import { resumeGrantRoute } from '../../../../schemas/sharing/proof-routes.ts';
import { readGrantRoute } from '../../../../schemas/sharing/use-routes.ts';
import { useAction } from '../../shared/api/use-api.ts';
import { useCaller } from '../../shared/caller.ts';
import { Moment } from '../../shared/moment.tsx';
import { StateTag } from '../../shared/state-tag.tsx';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';

const inWords = ({ way, code }: ProofFault): string => `${sharingWayNames[way]}：${proofFaultNames[code]}`;

/** The last nightly proof, for both parties and the centre, which lets a suspended grant be used again. */
export function GrantProof({ grant: { id, proof, status } }: { readonly grant: GrantView }) {
  const { roles } = useCaller();
  if (status !== 'in-force') return null;
  return (
    <section className="panel">
      <h2>每晚核验</h2>
      <p>平台每晚用真实的记录按这个授权查询一次，核对给出的信息项、脱敏和记录范围与授权是否一致；不计用量。</p>
      {proof === undefined ? (
        <p className="soft">还没有核验过，今晚将第一次核验。</p>
      ) : (
        <p>
          <StateTag tone={proof.outcome === 'passed' ? 'good' : 'bad'}>
            {proof.outcome === 'passed' ? '通过' : '没有通过'}
          </StateTag>{' '}
          最近一次核验：
          <Moment iso={proof.at} />
          {proof.fault !== undefined && `，${inWords(proof.fault)}`}
          {proof.outcome === 'passed' && proof.records === 0 && '，没有可供核验的记录'}。
        </p>
      )}
      {proof?.suspended !== undefined && (
        <>
          <p>
            <b>这个授权已暂停使用</b>（从
            <Moment iso={proof.suspended.at} />
            起）：{inWords(proof.suspended.fault)}。平台每小时重新核验；核验通过后，由信息中心恢复使用。
          </p>
          {roles.includes('operator') && (
            <Resume grant={id} provenAt={proof.at} isPassed={proof.outcome === 'passed'} />
          )}
        </>
      )}
    </section>
  );
}

function Resume({
  grant,
  provenAt,
  isPassed,
}: {
  readonly grant: string;
  readonly provenAt: string;
  readonly isPassed: boolean;
}) {
  const { send, isPending, error } = useAction(resumeGrantRoute, { refreshes: [readGrantRoute] });
  return (
    <div className="actions">
      <Button
        type="primary"
        disabled={!isPassed}
        loading={isPending}
        onClick={() => send({ params: { grant }, body: { provenAt } })}
      >
        恢复使用
      </Button>
      {!isPassed && <span className="soft">重新核验通过后才能恢复。</span>}
      {error !== null && <ProblemNotice error={error} />}
    </div>
  );
}
