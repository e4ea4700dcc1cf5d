import type { ContentFault } from '../../../schemas/catalogue/content-fault.ts';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import { contentFault } from './content-fault.ts';

/** Requires a law for not sharing, and written conditions (发改高技〔2017〕1272号). */
export function validateMetadata({ metadata, fields }: DatasetContent, code: string | undefined): ContentFault[] {
  const { shareType, shareCondition, legalBasis, open, sensitivity, relatedCodes } = metadata;
  const highest = Math.max(...fields.map((field) => field.sensitivity));
  return [
    ...(sensitivity === highest
      ? []
      : [contentFault('sensitivity-not-highest', '/metadata/sensitivity', { value: sensitivity, expected: highest })]),
    ...(shareType === 3 && blank(legalBasis) ? [contentFault('law-missing', '/metadata/legalBasis')] : []),
    ...(shareType === 2 && blank(shareCondition)
      ? [contentFault('condition-missing', '/metadata/shareCondition')]
      : []),
    ...fields.flatMap((field, at) =>
      shareType === 3 && field.shareType !== undefined && field.shareType < 3
        ? [contentFault('field-shared-wider', `/fields/${at}/shareType`, { label: field.label })]
        : [],
    ),
    ...(open.type === '2' && blank(open.condition)
      ? [contentFault('open-condition-missing', '/metadata/open/condition')]
      : []),
    ...(shareType === 3 && open.type !== '3' ? [contentFault('open-wider-than-shared', '/metadata/open/type')] : []),
    ...relatedCodes.flatMap((related, at) =>
      related === code ? [contentFault('related-code-own', `/metadata/relatedCodes/${at}`)] : [],
    ),
  ];
}

function blank(text: string | undefined): boolean {
  return text === undefined || text.trim() === '';
}
