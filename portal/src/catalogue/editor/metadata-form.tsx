import { z } from 'zod';
import { UpdateCycle } from '../../../../schemas/catalogue/dataset-version.ts';
import { ShareType } from '../../../../schemas/catalogue/field.ts';
import {
  openTypeNames,
  rejectionNames,
  shareTypeNames,
  updateCycleNames,
} from '../../../../schemas/catalogue/labels.ts';
import { type DraftContent, type DraftMetadata, dropUndefined } from './draft-content.ts';
import { type Option, SelectRow, TextRow, WordsRow } from './form-parts.tsx';

type FormProps = { readonly content: DraftContent; readonly change: (content: DraftContent) => void };

const OpenType = z.enum(['1', '2', '3']);
const Rejection = z.enum(['keep-good-rows', 'return-whole']);
/** GB/T 21063.4; another word in an older entry stays. */
const classes = ['基础信息资源', '主题信息资源', '部门信息资源'];
const classOptions = (current: string): readonly Option[] =>
  [...new Set([...classes, current])].map((one) => [one, one]);
const optionsOf = (names: Readonly<Record<string, string>>): readonly Option[] => Object.entries(names);

/** The metadata of 发改高技〔2017〕1272号 that a person fills in; code, provider and day are the platform's. */
export function MetadataForm({ content, change }: FormProps) {
  const { metadata } = content;
  const set = (changes: Partial<DraftMetadata>): void => change({ ...content, metadata: { ...metadata, ...changes } });
  return (
    <section className="panel">
      <h2>元数据</h2>
      <p>除注明选填外均须填写。信息资源代码、提供方和发布日期由平台填写。</p>
      <DescriptionRows metadata={metadata} set={set} />
      <SharingRows metadata={metadata} set={set} />
      <SelectRow
        pointer="/metadata/updateCycle"
        label="更新周期"
        value={metadata.updateCycle}
        options={optionsOf(updateCycleNames)}
        change={(value) => set({ updateCycle: UpdateCycle.parse(value) })}
      />
      <WordsRow
        pointer="/metadata/relatedCodes"
        label="关联资源代码（选填）"
        value={metadata.relatedCodes}
        change={(relatedCodes) => set({ relatedCodes })}
      />
      <WordsRow
        pointer="/metadata/keywords"
        label="关键字（选填）"
        value={metadata.keywords}
        change={(keywords) => set({ keywords })}
      />
      <TextRow
        pointer="/metadata/sourceSystem"
        label="来源系统（选填）"
        value={metadata.sourceSystem ?? ''}
        change={(sourceSystem) => set({ sourceSystem })}
      />
      <SelectRow
        pointer="/onRejectedRows"
        label="有问题行的处理方式"
        value={content.onRejectedRows}
        options={optionsOf(rejectionNames)}
        change={(value) => change({ ...content, onRejectedRows: Rejection.parse(value) })}
      />
    </section>
  );
}

type RowsProps = { readonly metadata: DraftMetadata; readonly set: (changes: Partial<DraftMetadata>) => void };

function DescriptionRows({ metadata, set }: RowsProps) {
  const { classification, format } = metadata;
  return (
    <>
      <TextRow pointer="/metadata/name" label="信息资源名称" value={metadata.name} change={(name) => set({ name })} />
      <WordsRow
        pointer="/metadata/aliases"
        label="别名（选填）"
        value={metadata.aliases}
        change={(aliases) => set({ aliases })}
      />
      <SelectRow
        pointer="/metadata/classification/class"
        label="分类：类"
        value={classification.class}
        options={classOptions(classification.class)}
        change={(one) => set({ classification: { ...classification, class: one } })}
      />
      <TextRow
        pointer="/metadata/classification/item"
        label="分类：项"
        value={classification.item}
        change={(item) => set({ classification: { ...classification, item } })}
      />
      <TextRow
        pointer="/metadata/classification/subject"
        label="分类：目"
        value={classification.subject}
        change={(subject) => set({ classification: { ...classification, subject } })}
      />
      <TextRow
        pointer="/metadata/classification/detail"
        label="分类：细目（选填）"
        value={classification.detail ?? ''}
        change={(detail) => set({ classification: dropUndefined(classification, { detail: detail || undefined }) })}
      />
      <TextRow
        pointer="/metadata/providerUnit"
        label="内设机构（选填）"
        value={metadata.providerUnit ?? ''}
        change={(providerUnit) => set({ providerUnit })}
      />
      <TextRow
        pointer="/metadata/summary"
        label="摘要"
        hint="这些数据记录什么、从何而来、可以用来办什么。"
        isLong
        value={metadata.summary}
        change={(summary) => set({ summary })}
      />
      <TextRow
        pointer="/metadata/format/class"
        label="信息资源格式"
        value={format.class}
        change={(value) => set({ format: { ...format, class: value } })}
      />
      <WordsRow
        pointer="/metadata/format/formats"
        label="具体格式"
        value={format.formats}
        change={(formats) => set({ format: { ...format, formats } })}
      />
    </>
  );
}

function SharingRows({ metadata, set }: RowsProps) {
  const { open } = metadata;
  return (
    <>
      <SelectRow
        pointer="/metadata/shareType"
        label="共享类型"
        value={`${metadata.shareType}`}
        options={optionsOf(shareTypeNames)}
        change={(value) => set({ shareType: ShareType.parse(Number(value)) })}
      />
      <TextRow
        pointer="/metadata/shareCondition"
        label="共享条件（有条件共享的须填写）"
        value={metadata.shareCondition ?? ''}
        change={(shareCondition) => set({ shareCondition })}
      />
      <TextRow
        pointer="/metadata/shareMethod"
        label="共享方式"
        value={metadata.shareMethod}
        change={(shareMethod) => set({ shareMethod })}
      />
      <TextRow
        pointer="/metadata/legalBasis"
        label="法律依据（不予共享的须填写）"
        value={metadata.legalBasis ?? ''}
        change={(legalBasis) => set({ legalBasis })}
      />
      <SelectRow
        pointer="/metadata/open/type"
        label="开放类型"
        value={open.type}
        options={optionsOf(openTypeNames)}
        change={(value) => set({ open: { ...open, type: OpenType.parse(value) } })}
      />
      <TextRow
        pointer="/metadata/open/condition"
        label="开放条件（有条件开放的须填写）"
        value={open.condition ?? ''}
        change={(condition) => set({ open: condition === '' ? { type: open.type } : { type: open.type, condition } })}
      />
    </>
  );
}
