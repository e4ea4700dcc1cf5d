import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { z } from 'zod';
import type { CertificateView } from '../../../schemas/certificates/certificate-view.ts';
import { readCertificateRoute } from '../../../schemas/certificates/lookup-routes.ts';
import { readCertificateTypeRoute } from '../../../schemas/certificates/type-routes.ts';
import { ApiProblem } from '../shared/api/api-errors.ts';
import { useRoute } from '../shared/api/use-api.ts';
import { hasRole, useCaller } from '../shared/caller.ts';
import { type Fact, Facts } from '../shared/facts.tsx';
import { FormField } from '../shared/forms/form-field.tsx';
import { formatDay } from '../shared/moment.tsx';
import { type Crumb, PageHeader } from '../shared/page-header.tsx';
import { StateTag } from '../shared/state-tag.tsx';
import { QueryView } from '../shared/states/query-view.tsx';
import { useAddress } from '../shared/use-address.ts';
import { validityTones } from '../shared/validity-tones.ts';
import { CertificateFace } from './certificate-face.tsx';
import { CertificateHistory } from './certificate-history.tsx';
import { CertificateOperations } from './certificate-operations.tsx';

/** One version of a certificate: its state today, its face, and for the issuer its history and operations. */
export default function CertificatePage() {
  const { identifier = '' } = useParams();
  const { address, change } = useAddress(Purpose);
  const read = useRoute(readCertificateRoute, { params: { identifier }, query: address });
  const lacksCase = read.error instanceof ApiProblem && read.error.problem.code === 'case-number-missing';
  return (
    <>
      {read.data === undefined && <PageHeader title="证照" />}
      <QueryView query={read} what="证照">
        {(certificate) => <CertificateContent certificate={certificate} />}
      </QueryView>
      {lacksCase && <CaseNumberForm onGiven={(caseNumber) => change({ caseNumber })} />}
    </>
  );
}

/** Of a look-up under a grant that asks for it. */
const Purpose = z.object({ caseNumber: z.string().min(1).max(100).optional() });

function CaseNumberForm({ onGiven }: { readonly onGiven: (caseNumber: string) => void }) {
  const [text, setText] = useState('');
  const caseNumber = text.trim();
  return (
    <form
      className="panel form"
      onSubmit={(event) => {
        event.preventDefault();
        if (caseNumber !== '') onGiven(caseNumber);
      }}
    >
      <FormField label="办件编号" hint="为哪一件业务查看，例如 BJ-2026-000123；请勿填写证件号码。">
        {(ids) => <Input {...ids} maxLength={100} value={text} onChange={({ target }) => setText(target.value)} />}
      </FormField>
      <div className="actions">
        <Button type="primary" htmlType="submit" disabled={caseNumber === ''}>
          查看
        </Button>
      </div>
    </form>
  );
}

/** The files, the history and the operations are the issuing department's and the centre's. */
function useIsIssuer(type: string): boolean {
  const caller = useCaller();
  const isOperator = hasRole(caller, ['operator']);
  const isProvider = hasRole(caller, ['provider']);
  const read = useRoute(readCertificateTypeRoute, isProvider && !isOperator ? { params: { type } } : null);
  return isOperator || (isProvider && read.data?.department === caller.department.id);
}

function CertificateContent({ certificate }: { readonly certificate: CertificateView }) {
  const { identifier, type, status, document } = certificate;
  const isIssuer = useIsIssuer(type);
  return (
    <>
      <PageHeader
        title={document.CertificateTypeName}
        crumbs={useCrumbs(certificate)}
        state={<StateTag tone={validityTones[status.validity]}>{status.title}</StateTag>}
      >
        {status.sentence}
        {status.newest !== undefined && status.newest !== identifier && (
          <>
            {' '}
            <Link to={`/certificates/${status.newest}`}>查看最新版本</Link>
          </>
        )}
      </PageHeader>
      {isIssuer && <CertificateFace identifier={identifier} />}
      <section className="panel">
        <h2>证照信息</h2>
        <Facts facts={listFacts(certificate)} />
      </section>
      {isIssuer && <CertificateHistory identifier={identifier} />}
      {isIssuer && <CertificateOperations certificate={certificate} />}
    </>
  );
}

/** Lists are not for those who look up single certificates by a grant. */
function useCrumbs({ type, document }: CertificateView): readonly Crumb[] {
  if (!hasRole(useCaller(), ['provider', 'operator', 'supervisor'])) return [];
  return [
    { title: '电子证照', to: '/certificates' },
    { title: document.CertificateTypeName, to: `/certificates/types/${type}` },
  ];
}

/** What the caller was granted; the rest is missing from the answer. */
function listFacts({ identifier, document }: CertificateView): readonly Fact[] {
  const day = (value: string | undefined): string | undefined => (value === undefined ? undefined : formatDay(value));
  const holders = document.CertificateHolders ?? [];
  return [
    ['证照编号', document.CertificateNumber],
    ['持证主体', holders.map(({ CertificateHolderName: name }) => name).join('、')],
    ['证件号码', holders.map(({ CertificateHolderCode: code }) => code).join('、')],
    ['颁证机关', document.CertificateIssuingAuthorityName],
    ['颁发日期', day(document.CertificateIssuedDate)],
    ['生效日期', day(document.CertificateEffectiveDate)],
    ['有效期至', day(document.CertificateExpiringDate)],
    ['版本', `第 ${Number(document.CertificateVersion)} 版`],
    ['签章状态', document.SealStatus],
    ['证照标识', <code key="identifier">{identifier}</code>],
  ];
}
