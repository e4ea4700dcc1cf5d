import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildMetadata } from '../../../lib/certificates/file/build-metadata.ts';
import { toCertificateView } from '../../../lib/certificates/lookup/certificate-view.ts';
import { shortNames } from '../../../lib/certificates/lookup/short-names.ts';
import { buildLicenseSummary } from '../../../lib/certificates/use/build-license-summary.ts';
import { printedInFull, reduceForCopy } from '../../../lib/certificates/use/reduce-for-copy.ts';
import { maskValue } from '../../../lib/kernel/mask-value.ts';
import { Mask } from '../../../schemas/catalogue/field.ts';
import { commonFields } from '../../../schemas/certificates/fields-of-all.ts';
import { copyNote, entriesOf, madeFile, signedOf } from '../files/made-file.ts';
import { headWith, versionWith } from '../lookup/builders.ts';
import { property } from '../lookup/fixture.ts';

// Each value is in no other one: what is found in an answer or a file tells which field it came from.
const values = {
  certificate_number: '豫测字第八八四二号乙',
  holder_name: '欧阳验收',
  holder_code: '41110219900307001X',
  issuing_authority: '漯河市测试颁证所',
  issued_date: '2021-03-05',
  effective_date: '2021-04-06',
  expiring_date: '2099-05-07',
  location: '源汇区五一路七十七号院',
  id_card: '41112219851212345X',
} as const;
type Field = keyof typeof values;
const isField = (key: string): key is Field => key in values;
const fields = Object.keys(values).filter(isField);

const version = versionWith(
  {},
  {
    CertificateNumber: values.certificate_number,
    CertificateIssuingAuthorityName: values.issuing_authority,
    CertificateIssuedDate: values.issued_date,
    CertificateEffectiveDate: values.effective_date,
    CertificateExpiringDate: values.expiring_date,
    CertificateHolders: [
      {
        CertificateHolderName: values.holder_name,
        CertificateHolderCode: values.holder_code,
        CertificateHolderType: '111',
        CertificateHolderTypeName: '公民身份号码',
      },
    ],
    ExtendInfo: { KZ_ZL: values.location, KZ_SFZH: values.id_card },
    Face: [
      ...property.face.map(({ field, label, name }) => ({
        Name: name,
        Label: label,
        Value: isField(field) ? values[field] : '',
      })),
      ...(['issuing_authority', 'issued_date', 'effective_date', 'expiring_date'] as const).map((field) => ({
        Name: commonFields[field].short,
        Label: commonFields[field].label,
        Value: values[field],
      })),
    ],
  },
);
const head = headWith(`${property.type}#${'a'.repeat(32)}`, version);
const { document } = version.signed;

const masks = fc.dictionary(fc.constantFrom(...fields), fc.constantFrom(...Mask.options), { maxKeys: fields.length });
const shownBy = (granted: Readonly<Record<string, Mask>>) =>
  new Map(
    Object.entries(granted).flatMap(([field, mask]) =>
      shortNames(property, field).map((name) => [name, mask] as const),
    ),
  );

/** Where a mask hides nothing of a value, the value itself is what is granted. */
const mayShow = (granted: Readonly<Record<string, Mask>>, field: Field): boolean => {
  const mask = granted[field];
  return mask !== undefined && maskValue(mask, values[field]) === values[field];
};

/** The sentence of the status names days for everybody, as the public verification does. */
const withoutStatus = <T extends { readonly status: unknown }>({ status: _status, ...rest }: T) => rest;

test('no answer shows a value that is not granted, or that is masked', () => {
  fc.assert(
    fc.property(masks, (granted) => {
      const view = toCertificateView(version, head, { fields: shownBy(granted) }, '2026-01-01');
      const summary = buildLicenseSummary(view, { seal: '未签章', division: '411100', code: 'c' });
      const answer = JSON.stringify([withoutStatus(view), withoutStatus(summary)]);
      for (const field of fields)
        expect([field, answer.includes(values[field])]).toEqual([field, mayShow(granted, field)]);
    }),
    { numRuns: 2_000 },
  );
});

const foot = ['issuing_authority', 'issued_date', 'effective_date', 'expiring_date'] as const;
const footWhole = Object.fromEntries(foot.map((field) => [field, 'none' as const]));

test('a copy shows of each value what the answer shows, in document, lines and metadata, or is refused', () => {
  let made = 0;
  fc.assert(
    fc.property(masks, fc.boolean(), (some, isFootWhole) => {
      const granted = isFootWhole ? { ...some, ...footWhole } : some;
      const shown = shownBy(granted);
      expect(printedInFull(document, shown).length > 0).toBe(foot.some((field) => granted[field] !== 'none'));
      if (printedInFull(document, shown).length > 0) return;
      made += 1;
      const reduced = reduceForCopy(document, shown);
      const text = JSON.stringify([reduced, buildMetadata(reduced, copyNote)]);
      for (const field of fields)
        expect([field, text.includes(values[field])]).toEqual([field, mayShow(granted, field)]);
    }),
    { numRuns: 2_000 },
  );
  expect(made).toBeGreaterThan(0);
});

test.each<[string, Readonly<Partial<Record<Field, Mask>>>]>([
  ['only what its foot needs', {}],
  ['masked', { holder_name: 'name', holder_code: 'citizen-id', certificate_number: 'all', location: 'address' }],
  ['whole', { holder_name: 'none', holder_code: 'none', certificate_number: 'none', location: 'none' }],
])('the pages and attachments of a copy that shows %s hold nothing else', async (_, more) => {
  const granted = { ...footWhole, ...more };
  const file = await madeFile('ofd', await signedOf(reduceForCopy(document, shownBy(granted))), { copy: copyNote });
  // Lines that are broken are joined where their tags are taken out.
  const text = Object.values(entriesOf(file))
    .map((entry) => new TextDecoder().decode(entry).replaceAll(/<[^>]*>/g, ''))
    .join('\n');
  for (const field of fields) expect([field, text.includes(values[field])]).toEqual([field, mayShow(granted, field)]);
});
