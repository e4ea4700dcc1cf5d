import { S3Error } from './s3-error.ts';

export type Form = {
  /** Lower case; S3 ignores fields after the file. */
  readonly fields: ReadonlyMap<string, string>;
  readonly file: {
    readonly name: string;
    readonly type: string | null;
    readonly content: AsyncIterable<Buffer>;
  } | null;
};

const malformed = (): S3Error =>
  new S3Error('MalformedPOSTRequest', 'The body of your POST request is not well-formed multipart/form-data.');
const maxFieldBytes = 20_480;

/**
 * Streams the field `file` (RFC 7578). Throws MalformedPOSTRequest, and MaxPostPreDataLengthExceededError when the
 * fields before it exceed 20 KB.
 */
export async function readForm(contentType: string, body: AsyncIterable<Buffer>): Promise<Form> {
  const [, quoted, plain] =
    /^multipart\/form-data\s*;.*?boundary=(?:"([^"]{1,70})"|([^;\s]{1,70}))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw malformed();
  const window = openWindow(body);
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const fields = new Map<string, string>();
  let total = 0;

  window.unread(Buffer.from('\r\n')); // the first delimiter then looks like the others
  await window.upTo(delimiter, maxFieldBytes);
  for (;;) {
    const next = await window.next(2);
    if (next === '--') return { fields, file: null };
    if (next !== '\r\n') throw malformed();
    window.unread(Buffer.from('\r\n')); // a part without headers then ends them at once
    const headers = (await window.upTo(Buffer.from('\r\n\r\n'), maxFieldBytes)).toString('utf8');
    const name = parameter(headers, 'name');
    if (name === null) throw malformed();
    const type = /^content-type:\s*(.+?)\s*$/im.exec(headers)?.[1] ?? null;
    if (name.toLowerCase() === 'file')
      return {
        fields,
        file: { name: parameter(headers, 'filename') ?? '', type, content: window.streamTo(delimiter) },
      };
    const value = await window.upTo(delimiter, maxFieldBytes);
    total += headers.length + value.length;
    if (total > maxFieldBytes) throw fieldsTooLarge();
    fields.set(name.toLowerCase(), value.toString('utf8'));
  }
}

const fieldsTooLarge = (): S3Error =>
  new S3Error(
    'MaxPostPreDataLengthExceededError',
    'Your POST request fields preceding the upload file were too large.',
  );

function parameter(headers: string, name: string): string | null {
  const disposition = /^content-disposition:\s*form-data\s*;(.*)$/im.exec(headers)?.[1];
  const found = new RegExp(`(?:^|;)\\s*${name}="((?:[^"\\\\]|\\\\.)*)"`, 'i').exec(disposition ?? '')?.[1];
  return found === undefined ? null : found.replaceAll('%22', '"').replaceAll('\\"', '"');
}

function openWindow(body: AsyncIterable<Buffer>) {
  const chunks = body[Symbol.asyncIterator]();
  let buffered: Buffer = Buffer.alloc(0);

  const more = async (): Promise<void> => {
    const next = await chunks.next();
    if (next.done === true) throw malformed();
    buffered = buffered.length === 0 ? next.value : Buffer.concat([buffered, next.value]);
  };

  return {
    unread: (front: Buffer): void => {
      buffered = Buffer.concat([front, buffered]);
    },
    next: async (count: number): Promise<string> => {
      while (buffered.length < count) await more();
      const front = buffered.toString('latin1', 0, count);
      buffered = buffered.subarray(count);
      return front;
    },
    upTo: async (delimiter: Buffer, limit: number): Promise<Buffer> => {
      for (;;) {
        const at = buffered.indexOf(delimiter);
        if (at > limit || (at < 0 && buffered.length > limit + delimiter.length)) throw fieldsTooLarge();
        if (at >= 0) {
          const before = buffered.subarray(0, at);
          buffered = buffered.subarray(at + delimiter.length);
          return before;
        }
        await more();
      }
    },
    async *streamTo(delimiter: Buffer): AsyncGenerator<Buffer> {
      for (;;) {
        const at = buffered.indexOf(delimiter);
        if (at >= 0) {
          if (at > 0) yield buffered.subarray(0, at);
          buffered = buffered.subarray(at + delimiter.length);
          return;
        }
        const safe = buffered.length - delimiter.length + 1;
        if (safe > 0) {
          yield buffered.subarray(0, safe);
          buffered = buffered.subarray(safe);
        }
        await more();
      }
    },
  };
}
