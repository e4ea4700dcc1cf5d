import { Alert, Button } from 'antd';
import { type DragEvent, useRef, useState } from 'react';

type FileDropProps = {
  readonly choose: (file: File) => void;
  readonly label: string;
  /** Extensions that the file dialog shows, such as `.xlsx`. */
  readonly accept: string;
  readonly obstacleTitle: string;
  /** Said when more than one file is dropped. */
  readonly severalFiles: string;
  /** Says why a file is not taken, and what to do. */
  readonly whyNotTaken: (file: File) => string | null;
};

/** A button, and the area around it takes a dropped file. */
export function FileDrop({ choose, label, accept, obstacleTitle, severalFiles, whyNotTaken }: FileDropProps) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [obstacle, setObstacle] = useState<string | null>(null);
  const take = (files: FileList | null) => {
    const [file, other] = files ?? [];
    if (file === undefined) return;
    const why = other === undefined ? whyNotTaken(file) : severalFiles;
    setObstacle(why);
    if (why === null) choose(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <>
      <div
        className={isOver ? 'upload-drop over' : 'upload-drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <input
          ref={input}
          type="file"
          accept={accept}
          className="unseen"
          tabIndex={-1}
          aria-label={label}
          onChange={({ target }) => {
            take(target.files);
            target.value = '';
          }}
        />
        <Button type="primary" onClick={() => input.current?.click()}>
          {label}
        </Button>
      </div>
      {obstacle !== null && <Alert type="error" showIcon role="alert" title={obstacleTitle} description={obstacle} />}
    </>
  );
}
