import { Alert, Button, Progress } from 'antd';
import { useState } from 'react';
import type { OfflineCatalogue } from '../../../../schemas/catalogue/offline-catalogue.ts';
import type { DeliveryMode } from '../../../../schemas/collection/delivery.ts';
import { useCaller } from '../../shared/caller.ts';
import { CheckResult } from './check-result.tsx';
import { ChooseFile } from './choose-file.tsx';
import { DeliveryStep } from './delivery-step.tsx';
import { SendingFailed } from './sending-failed.tsx';
import { StepTitle } from './step-title.tsx';
import { Steps } from './steps.tsx';
import { type CheckState, useCheck } from './use-check.ts';
import { type Order, useSending } from './use-sending.ts';
import { fileSize, modeNames } from './words.ts';

type UploadStepsProps = {
  readonly dataset: string;
  readonly catalogue: OfflineCatalogue;
  /** Records that the platform has. */
  readonly held: number;
  /** The delivery that the address names. */
  readonly delivery: string | null;
  readonly follow: (delivery: string | null) => void;
};

/** Holds file, check and sending; once it is sent, only the delivery counts. */
export function UploadSteps({ dataset, catalogue, held, delivery, follow }: UploadStepsProps) {
  const { subject } = useCaller();
  const [mode, setMode] = useState<DeliveryMode>('increment');
  const { state, start, reset } = useCheck(dataset, catalogue);
  const [order, setOrder] = useState<Order | null>(null);
  const sending = useSending({ dataset, person: subject, registered: follow });
  const begin = (next: Order) => {
    setOrder(next);
    sending.send(next, { onSuccess: reset });
  };
  const again = () => {
    reset();
    sending.clear();
    follow(null);
  };
  if (sending.isSending && order !== null)
    return (
      <>
        <Steps at={2} />
        <Sending file={order.file} sent={sending.sent} stop={sending.stop} />
      </>
    );
  if (sending.error !== null && order !== null)
    return (
      <>
        <Steps at={2} />
        <SendingFailed error={sending.error} retry={() => begin(sending.continued(order))} again={again} />
      </>
    );
  if (delivery !== null) {
    const resume = (file: File) => begin({ file, mode, delivery, idempotencyKey: crypto.randomUUID() });
    const { unfinished, isSent } = sending;
    return <DeliveryStep {...{ delivery, unfinished, isSent, resume, again }} />;
  }
  return (
    <BeforeSending
      {...{ mode, setMode, held, state, start, reset }}
      send={(file) => begin({ file, mode, idempotencyKey: crypto.randomUUID() })}
    />
  );
}

type BeforeSendingProps = {
  readonly mode: DeliveryMode;
  readonly setMode: (mode: DeliveryMode) => void;
  readonly held: number;
  readonly state: CheckState;
  readonly start: (file: File) => void;
  readonly reset: () => void;
  readonly send: (file: File) => void;
};

function BeforeSending({ mode, setMode, held, state, start, reset, send }: BeforeSendingProps) {
  if (state.kind === 'none')
    return (
      <>
        <Steps at={0} />
        <ChooseFile mode={mode} setMode={setMode} held={held} choose={start} />
      </>
    );
  if (state.kind === 'checking')
    return (
      <>
        <Steps at={1} />
        <Checking state={state} stop={reset} />
      </>
    );
  if (state.kind === 'checked')
    return (
      <>
        <Steps at={2} />
        <CheckResult {...state} mode={mode} held={held} send={() => send(state.file)} again={reset} />
      </>
    );
  return (
    <>
      <Steps at={2} />
      <Unable file={state.file} mode={mode} send={() => send(state.file)} again={reset} />
    </>
  );
}

function Checking({ state, stop }: { readonly state: CheckState & { kind: 'checking' }; readonly stop: () => void }) {
  const percent = Math.round(state.share * 100);
  return (
    <section className="panel" aria-labelledby="checking-title">
      <StepTitle id="checking-title">正在您的电脑上检查</StepTitle>
      <p>
        {state.file.name}（{fileSize(state.file.size)}）没有离开这台电脑。
      </p>
      <Progress percent={percent} aria-label="检查的进度" />
      <Button onClick={stop}>停止检查</Button>
    </section>
  );
}

type SendingProps = { readonly file: File; readonly sent: number; readonly stop: () => void };

function Sending({ file, sent, stop }: SendingProps) {
  const percent = Math.floor((sent / file.size) * 100);
  return (
    <section className="panel" aria-labelledby="sending-title">
      <StepTitle id="sending-title">正在报送</StepTitle>
      <p>
        {file.name}：已送出 {fileSize(sent)}，共 {fileSize(file.size)}。请不要关闭本页。
      </p>
      <Progress percent={percent} aria-label="报送的进度" />
      <Button onClick={stop}>停止报送</Button>
    </section>
  );
}

type UnableProps = {
  readonly file: File;
  readonly mode: DeliveryMode;
  readonly send: () => void;
  readonly again: () => void;
};

function Unable({ file, mode, send, again }: UnableProps) {
  return (
    <section className="panel" aria-labelledby="unable-title">
      <StepTitle id="unable-title">这台电脑的浏览器不能检查</StepTitle>
      <Alert
        type="warning"
        showIcon
        title={`${file.name} 没有在本机检查`}
        description="浏览器的版本可能较旧，或内存不够。您仍可以报送，平台会按同样的规则检查，并把问题写在回执里。"
      />
      <p className="upload-actions">
        <Button type="primary" onClick={send}>
          直接报送（{modeNames[mode]}）
        </Button>
        <Button onClick={again}>换一个文件</Button>
      </p>
    </section>
  );
}
