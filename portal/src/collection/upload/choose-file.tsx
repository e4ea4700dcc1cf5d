import { Radio } from 'antd';
import { type DeliveryMode, maxUploadBytes } from '../../../../schemas/collection/delivery.ts';
import { collectionRefusals } from '../../../../schemas/collection/refusals.ts';
import { workbookRefusals } from '../../../../schemas/collection/workbook-refusals.ts';
import { FileDrop } from '../../shared/file-drop.tsx';
import { count } from './words.ts';

type ChooseFileProps = {
  readonly mode: DeliveryMode;
  readonly setMode: (mode: DeliveryMode) => void;
  readonly held: number;
  readonly choose: (file: File) => void;
};

/** The first step: how it is delivered, and which file. */
export function ChooseFile({ mode, setMode, held, choose }: ChooseFileProps) {
  return (
    <section className="panel" aria-labelledby="choose-title">
      <h2 id="choose-title">选择报送方式和文件</h2>
      <Radio.Group
        className="upload-modes"
        aria-label="报送方式"
        value={mode}
        onChange={({ target }) => setMode(target.value === 'full' ? 'full' : 'increment')}
      >
        <Radio value="increment">
          <b>增量</b>：只新增和更新。文件里没有的记录保持不变。
        </Radio>
        <Radio value="full">
          <b>全量</b>：这份文件就是全部数据。
          {held === 0 ? '平台现在还没有数据。' : `平台现有 ${count(held)} 条中，文件里没有的会被移除。`}
        </Radio>
      </Radio.Group>
      <WorkbookDrop choose={choose} label="选择工作簿，或把文件拖到这里" />
      <p className="upload-hint">
        只接受 Excel 工作簿（.xlsx），最大 {maxUploadBytes / 1024 / 1024}{' '}
        MB。文件先在您的电脑上检查，您点“报送”之前不会离开这台电脑。
      </p>
    </section>
  );
}

type WorkbookDropProps = { readonly choose: (file: File) => void; readonly label: string };

/** Takes the one workbook of a delivery. */
export function WorkbookDrop({ choose, label }: WorkbookDropProps) {
  return (
    <FileDrop
      choose={choose}
      label={label}
      accept=".xlsx"
      obstacleTitle="这个文件不能报送"
      severalFiles="一次只能报送一个文件。请只选择一个工作簿。"
      whyNotTaken={whyNotTaken}
    />
  );
}

/** In the API's own words, before anything is read. */
function whyNotTaken({ name, size }: File): string | null {
  if (!/\.xlsx$/i.test(name)) return collectionRefusals['file-type-not-accepted'].detail;
  if (size === 0) return workbookRefusals['empty-file'].detail;
  if (size > maxUploadBytes)
    return collectionRefusals['file-too-large'].detail.replace('{limit}', `${maxUploadBytes / 1024 / 1024}`);
  return null;
}
