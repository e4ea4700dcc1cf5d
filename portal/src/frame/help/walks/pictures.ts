import repair from '../../../../pictures/repair.jpg';
import sourceConfirm from '../../../../pictures/source-confirm.jpg';
import sourceOverview from '../../../../pictures/source-overview.jpg';
import sourcePapers from '../../../../pictures/source-papers.jpg';
import sourceRepair from '../../../../pictures/source-repair.jpg';
import sourceTest from '../../../../pictures/source-test.jpg';
import sourceUnregistered from '../../../../pictures/source-unregistered.jpg';
import uploadChoose from '../../../../pictures/upload-choose.jpg';
import uploadFaulty from '../../../../pictures/upload-faulty.jpg';
import uploadGood from '../../../../pictures/upload-good.jpg';
import uploadReceiptFaulty from '../../../../pictures/upload-receipt-faulty.jpg';
import type { WalkPicture } from './walks.ts';

/** The address of each picture. */
export const pictures = {
  'upload-choose': uploadChoose,
  'upload-faulty': uploadFaulty,
  'upload-good': uploadGood,
  'upload-receipt-faulty': uploadReceiptFaulty,
  repair,
  'source-unregistered': sourceUnregistered,
  'source-papers': sourcePapers,
  'source-test': sourceTest,
  'source-confirm': sourceConfirm,
  'source-overview': sourceOverview,
  'source-repair': sourceRepair,
} as const satisfies Record<WalkPicture, string>;
