import type { ContentFault } from '../../../schemas/catalogue/content-fault.ts';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import { fault } from './content-fault.ts';

/** Sharing and opening as 发改高技〔2017〕1272号 asks for it: not sharing must cite a law, a condition must be written down. */
export function faultsOfMetadata({ metadata, fields }: DatasetContent, code: string | undefined): ContentFault[] {
  const { shareType, shareCondition, legalBasis, open, sensitivity, relatedCodes } = metadata;
  const highest = Math.max(...fields.map((field) => field.sensitivity));
  return [
    ...(sensitivity === highest
      ? []
      : [fault('sensitivity-not-highest', '/metadata/sensitivity', { value: sensitivity, expected: highest })]),
    ...(shareType === 3 && blank(legalBasis) ? [fault('law-missing', '/metadata/legalBasis')] : []),
    ...(shareType === 2 && blank(shareCondition) ? [fault('condition-missing', '/metadata/shareCondition')] : []),
    ...fields.flatMap((field, at) =>
      shareType === 3 && field.shareType !== undefined && field.shareType < 3
        ? [fault('field-shared-wider', `/fields/${at}/shareType`, { label: field.label })]
        : [],
    ),
    ...(open.type === '2' && blank(open.condition)
      ? [fault('open-condition-missing', '/metadata/open/condition')]
      : []),
    ...(shareType === 3 && open.type !== '3' ? [fault('open-wider-than-shared', '/metadata/open/type')] : []),
    ...relatedCodes.flatMap((related, at) =>
      related === code ? [fault('related-code-own', `/metadata/relatedCodes/${at}`)] : [],
    ),
  ];
}

function blank(text: string | undefined): boolean {
  return text === undefined || text.trim() === '';
}
