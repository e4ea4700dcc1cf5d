import { Button } from 'antd';
import { useId, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { CertificateView } from '../../../schemas/certificates/certificate-view.ts';
import { CertificateId } from '../../../schemas/certificates/document.ts';
import { findCertificatesRoute } from '../../../schemas/certificates/lookup-routes.ts';
import type { CertificateTypeListing } from '../../../schemas/certificates/type-routes.ts';
import { readGrantUsageRoute } from '../../../schemas/sharing/use-routes.ts';
import { useAction } from './api/use-api.ts';
import { formatDay } from './moment.tsx';
import { StateTag } from './state-tag.tsx';
import { EmptyState } from './states/empty-state.tsx';
import { ProblemNotice } from './states/problem-notice.tsx';
import { validityTones } from './validity-tones.ts';

/** The meter of a grant that was used. */
const refreshes = [readGrantUsageRoute] as const;

/** By number within a type, or by identifier. The number is sent in the body: addresses are logged. */
export function CertificateSearch({
  types,
}: {
  readonly types: readonly Pick<CertificateTypeListing, 'type' | 'name'>[];
}) {
  const [typeId, numberId, caseId] = [useId(), useId(), useId()];
  const [type, setType] = useState(types[0]?.type ?? '');
  const [number, setNumber] = useState('');
  const [caseText, setCaseText] = useState('');
  const caseNumber = caseText.trim();
  const navigate = useNavigate();
  const find = useAction(findCertificatesRoute, { refreshes });
  const search = (): void => {
    const words = number.trim();
    if (CertificateId.safeParse(words).success) void navigate(certificateAddress(words, caseNumber));
    else if (words !== '') find.send({ body: { type, number: words, ...(caseNumber === '' ? {} : { caseNumber }) } });
  };
  return (
    <section className="panel" aria-label="查证照">
      <form
        className="filters"
        onSubmit={(event) => {
          event.preventDefault();
          search();
        }}
      >
        <span className="filter">
          <label htmlFor={typeId}>证照类型</label>
          <select id={typeId} value={type} onChange={({ target }) => setType(target.value)}>
            {types.map((one) => (
              <option key={one.type} value={one.type}>
                {one.name}
              </option>
            ))}
          </select>
        </span>
        <span className="filter">
          <label htmlFor={numberId}>证照编号</label>
          <input
            id={numberId}
            value={number}
            maxLength={200}
            autoComplete="off"
            onChange={({ target }) => setNumber(target.value)}
          />
        </span>
        <span className="filter">
          <label htmlFor={caseId}>办件编号（选填）</label>
          <input
            id={caseId}
            value={caseText}
            maxLength={100}
            autoComplete="off"
            onChange={({ target }) => setCaseText(target.value)}
          />
        </span>
        <Button htmlType="submit" loading={find.isPending}>
          查证照
        </Button>
      </form>
      <p className="notice-text soft">
        请填写完整的编号，也可以填写证照标识。按授权使用其他部门颁发的证照，授权要求的，须写明办件编号；每次查看都会留痕。
      </p>
      {find.error !== null && <ProblemNotice error={find.error} />}
      {find.data !== undefined && !find.isPending && <Found items={find.data.items} caseNumber={caseNumber} />}
    </section>
  );
}

const certificateAddress = (identifier: string, caseNumber: string): string =>
  `/certificates/${identifier}${caseNumber === '' ? '' : `?${new URLSearchParams({ caseNumber }).toString()}`}`;

function Found({ items, caseNumber }: { readonly items: readonly CertificateView[]; readonly caseNumber: string }) {
  if (items.length === 0)
    return (
      <EmptyState title="没有查到这个编号的证照">
        <p>请核对证照类型和编号；照面数据还没有制证的，在下面的进度中查看原因。</p>
      </EmptyState>
    );
  return (
    <ul className="tasks" aria-label="查到的证照">
      {items.map(({ identifier, document, status }) => (
        <li key={identifier}>
          <Link to={certificateAddress(identifier, caseNumber)}>
            {document.CertificateTypeName} {document.CertificateNumber}
          </Link>{' '}
          <StateTag tone={validityTones[status.validity]}>{status.title}</StateTag>
          <p className="notice-text soft">
            {document.CertificateIssuingAuthorityName}
            {document.CertificateIssuedDate !== undefined && `，${formatDay(document.CertificateIssuedDate)}颁发`}
          </p>
        </li>
      ))}
    </ul>
  );
}
