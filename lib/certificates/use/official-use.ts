import type { UsePurpose } from '../../../schemas/certificates/certificate-use.ts';
import type { CertificateHead, CertificateVersion } from '../../../schemas/certificates/certificate.ts';
import type { officialUseRoute } from '../../../schemas/certificates/use-routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { compactCode } from '../../kernel/formats/text/compact-text.ts';
import { dayInShanghai, secondsAfter } from '../../kernel/instant.ts';
import { toCertificateView } from '../lookup/certificate-view.ts';
import { findGrants, nearestRefusal } from '../lookup/find-grants.ts';
import type { FindingPorts } from '../lookup/ports.ts';
import type { Grant } from '../ports.ts';
import { answerCounted } from './answer-counted.ts';
import { buildEnvelope } from './build-envelope.ts';
import { buildLicenseSummary } from './build-license-summary.ts';
import type { UseCodeRepository } from './ports.ts';
import { recordUse, type RequestContext } from './record-use.ts';
import { toAskedUse } from './to-asked-use.ts';

export type OfficialUsePorts = FindingPorts & {
  readonly codes: Pick<UseCodeRepository, 'create'>;
  readonly newUseCode: () => string;
  readonly codeSeconds: number;
};

type HolderCertificate = {
  readonly head: CertificateHead;
  readonly version: CertificateVersion;
  readonly grant: Grant;
};

/** 依职能用证: summarizes granted certificates, with one-time codes; audited before the answer. */
export async function officialUse(
  { caller, requestId, body }: RouteInput<typeof officialUseRoute>,
  ports: OfficialUsePorts,
) {
  const all = await ports.types.all();
  const types =
    body.license_item_code === undefined ? all : all.filter(({ typeCode }) => typeCode.code === body.license_item_code);
  if (body.license_item_code !== undefined && types.length === 0)
    return refused('certificate-type-not-found', { type: body.license_item_code });
  const purpose = toPurpose(body);
  const holder = ports.hashes.holder(compactCode(body.identity_number));
  const use = {
    kind: 'official-use' as const,
    purpose,
    holder,
    ...definedOnly({ operatorIdentity: hashOperator(body.operator.identity_num, ports) }),
  };
  const context = { caller, requestId };
  const { granted, refused: refusals } = await findGrants(caller, types, toAskedUse(purpose, 'look-up'), ports.grants);
  if (granted.size === 0) {
    const refusal = nearestRefusal(refusals.values());
    await recordUse(context, { ...use, results: 0, certificates: [], refusal: refusal.refused }, ports);
    return refusal;
  }

  const found = await readHolderPage(holder, granted, body, ports);
  const certificates = found.map(({ head }) => head.certificate);
  return await answerCounted(
    context,
    {
      use: { ...use, results: found.length, certificates },
      under: { asked: [...granted.values()], shown: found, holder },
    },
    async (id) => await summarize({ ...context, body, purpose, found, use: id }, ports),
    ports,
  );
}

type FoundForUse = RequestContext & {
  readonly body: RouteInput<typeof officialUseRoute>['body'];
  readonly purpose: UsePurpose;
  readonly found: readonly HolderCertificate[];
  /** The id of the audit entry. */
  readonly use: string;
};

async function summarize({ caller, requestId, body, purpose, found, use }: FoundForUse, ports: OfficialUsePorts) {
  const now = ports.now();
  const coded = found.map((certificate) => ({ ...certificate, code: ports.newUseCode() }));
  const expiresAt = secondsAfter(now, ports.codeSeconds);
  await ports.codes.create(
    coded.map(({ code, head, version }) => ({
      code,
      grant: {
        certificate: head.certificate,
        identifier: version.identifier,
        subject: caller.subject,
        use,
        purpose,
        expiresAt,
      },
    })),
  );
  const data = coded.map(({ head, version, grant, code }) =>
    buildLicenseSummary(toCertificateView(version, head, grant, dayInShanghai(now)), {
      seal: version.signed.document.SealStatus,
      division: head.division,
      code,
    }),
  );
  return {
    ...buildEnvelope(body.request_id ?? requestId, use, now),
    data,
    auth_codes: data.map(({ auth_code }) => auth_code),
  };
}

/** The index does not know grants, so all pages before are read too. */
async function readHolderPage(
  holder: string,
  granted: ReadonlyMap<string, Grant>,
  { page_index, page_size }: { readonly page_index: number; readonly page_size: number },
  ports: OfficialUsePorts,
): Promise<HolderCertificate[]> {
  const end = page_index * page_size;
  const found: HolderCertificate[] = [];
  let cursor: string | undefined;
  do {
    const page = await ports.repository.byHolder(holder, { limit: 100, ...definedOnly({ cursor }) });
    for (const head of page.heads) {
      const grant = granted.get(head.type);
      if (grant !== undefined && head.current !== undefined) found.push({ head, version: head.current, grant });
    }
    cursor = page.next;
  } while (cursor !== undefined && found.length < end);
  return found.slice(end - page_size, end);
}

function hashOperator(number: string | undefined, { hashes }: Pick<OfficialUsePorts, 'hashes'>): string | undefined {
  return number === undefined ? undefined : hashes.holder(compactCode(number));
}

function toPurpose({ operator, ...body }: RouteInput<typeof officialUseRoute>['body']): UsePurpose {
  return {
    operator: {
      account: operator.account,
      name: operator.name,
      organisation: operator.service_org,
      ...definedOnly({
        role: operator.role,
        organisationCode: operator.service_org_code,
        division: operator.division,
        divisionCode: operator.division_code,
      }),
    },
    matter: {
      code: body.service_item_code,
      ...definedOnly({ name: body.service_item_name }),
    },
    caseNumber: body.biz_num,
    cause: body.use_cause,
  };
}
