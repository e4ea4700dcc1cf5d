import { Alert, Button } from 'antd';
import { useState } from 'react';
import { minMultipartBytes, type DeliveryReceipt } from '../../../../schemas/collection/delivery.ts';
import { QueryView } from '../../shared/states/query-view.tsx';
import { WorkbookDrop } from './choose-file.tsx';
import { Receipt } from './receipt.tsx';
import { StepTitle } from './step-title.tsx';
import { Steps } from './steps.tsx';
import { useDelivery } from './use-delivery.ts';
import type { Unfinished } from './use-sending.ts';
import { fileSize } from './words.ts';

type DeliveryStepProps = {
  readonly delivery: string;
  readonly unfinished: Unfinished;
  /** All its bytes were sent from here just now. */
  readonly isSent: boolean;
  /** Sends what is missing of an upload in parts. */
  readonly resume: (file: File) => void;
  readonly again: () => void;
};

/** What the address names: a receipt, or an upload that was interrupted. */
export function DeliveryStep({ delivery, unfinished, isSent, resume, again }: DeliveryStepProps) {
  return (
    <QueryView query={useDelivery(delivery)} what="回执">
      {(found) =>
        found.status === 'awaiting-upload' && !isSent ? (
          <>
            <Steps at={2} />
            <Interrupted {...{ delivery: found, unfinished, resume, again }} />
          </>
        ) : (
          <>
            <Steps at={3} />
            <Receipt delivery={found} again={again} />
          </>
        )
      }
    </QueryView>
  );
}

type InterruptedProps = Omit<DeliveryStepProps, 'delivery' | 'isSent'> & { readonly delivery: DeliveryReceipt };

function Interrupted({ delivery: { id, size, fileName }, unfinished, resume, again }: InterruptedProps) {
  const [isOther, setOther] = useState(false);
  const known = unfinished?.delivery === id ? unfinished : null;
  const choose = (file: File) => {
    const isSame = file.size === size && (known === null || file.lastModified === known.lastModified);
    setOther(!isSame);
    if (isSame) resume(file);
  };
  return (
    <section className="panel" aria-labelledby="interrupted-title">
      <StepTitle id="interrupted-title">文件还没有送完</StepTitle>
      {size < minMultipartBytes ? (
        <p>“{fileName}”没有送到平台，已有的数据不变。请重新选择文件报送。</p>
      ) : (
        <>
          <p>
            “{fileName}”（{fileSize(size)}）已送出的部分保留 24 小时。请再选择同一个文件，会从中断处继续。
          </p>
          <WorkbookDrop choose={choose} label="选择同一个文件，继续报送" />
          {isOther && (
            <Alert
              type="error"
              showIcon
              role="alert"
              title="这不是原来的文件"
              description="文件的大小或修改时间与登记时不同，不能接着送。文件改过的，请重新报送。"
            />
          )}
        </>
      )}
      <p className="upload-actions">
        <Button onClick={again}>重新报送</Button>
      </p>
    </section>
  );
}
