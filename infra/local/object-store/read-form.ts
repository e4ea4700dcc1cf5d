import { S3Error } from './s3-error.ts';

export type Form = {
  /** Names in lower case; the fields that stand before the file, which are the only ones S3 looks at. */
  readonly fields: ReadonlyMap<string, string>;
  readonly file: {
    readonly name: string;
    readonly type: string | null;
    readonly content: AsyncIterable<Buffer>;
  } | null;
};

const malformed = (): S3Error =>
  new S3Error('MalformedPOSTRequest', 'The body of your POST request is not well-formed multipart/form-data.');
const preDataLimit = 20_480;

/** Reads multipart/form-data (RFC 7578) up to the field `file`, whose content then streams; fields before it may hold 20 KB in all. */
export async function readForm(contentType: string, body: AsyncIterable<Buffer>): Promise<Form> {
  const [, quoted, plain] =
    /^multipart\/form-data\s*;.*?boundary=(?:"([^"]{1,70})"|([^;\s]{1,70}))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw malformed();
  const window = windowOf(body);
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const fields = new Map<string, string>();
  let total = 0;

  window.unread(Buffer.from('\r\n')); // so that the first delimiter looks like the others
  await window.upTo(delimiter, preDataLimit);
  for (;;) {
    const next = await window.next(2);
    if (next === '--') return { fields, file: null };
    if (next !== '\r\n') throw malformed();
    window.unread(Buffer.from('\r\n')); // so that a part without headers ends them at once
    const headers = (await window.upTo(Buffer.from('\r\n\r\n'), preDataLimit)).toString('utf8');
    const name = parameter(headers, 'name');
    if (name === null) throw malformed();
    const type = /^content-type:\s*(.+?)\s*$/im.exec(headers)?.[1] ?? null;
    if (name.toLowerCase() === 'file')
      return {
        fields,
        file: { name: parameter(headers, 'filename') ?? '', type, content: window.streamTo(delimiter) },
      };
    const value = await window.upTo(delimiter, preDataLimit);
    total += headers.length + value.length;
    if (total > preDataLimit) throw tooMuch();
    fields.set(name.toLowerCase(), value.toString('utf8'));
  }
}

const tooMuch = (): S3Error =>
  new S3Error(
    'MaxPostPreDataLengthExceededError',
    'Your POST request fields preceding the upload file were too large.',
  );

function parameter(headers: string, name: string): string | null {
  const disposition = /^content-disposition:\s*form-data\s*;(.*)$/im.exec(headers)?.[1];
  const found = new RegExp(`(?:^|;)\\s*${name}="((?:[^"\\\\]|\\\\.)*)"`, 'i').exec(disposition ?? '')?.[1];
  return found === undefined ? null : found.replaceAll('%22', '"').replaceAll('\\"', '"');
}

/** A view on the body that can look for a delimiter across chunks. */
function windowOf(body: AsyncIterable<Buffer>) {
  const chunks = body[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);

  const more = async (): Promise<void> => {
    const next = await chunks.next();
    if (next.done === true) throw malformed();
    held = held.length === 0 ? next.value : Buffer.concat([held, next.value]);
  };

  return {
    unread: (front: Buffer): void => {
      held = Buffer.concat([front, held]);
    },
    next: async (count: number): Promise<string> => {
      while (held.length < count) await more();
      const front = held.toString('latin1', 0, count);
      held = held.subarray(count);
      return front;
    },
    /** Everything before the delimiter, which is passed over. */
    upTo: async (delimiter: Buffer, limit: number): Promise<Buffer> => {
      for (;;) {
        const at = held.indexOf(delimiter);
        if (at > limit || (at < 0 && held.length > limit + delimiter.length)) throw tooMuch();
        if (at >= 0) {
          const before = held.subarray(0, at);
          held = held.subarray(at + delimiter.length);
          return before;
        }
        await more();
      }
    },
    /** The same, bit by bit; holds back no more than a delimiter's length. */
    async *streamTo(delimiter: Buffer): AsyncGenerator<Buffer> {
      for (;;) {
        const at = held.indexOf(delimiter);
        if (at >= 0) {
          if (at > 0) yield held.subarray(0, at);
          held = held.subarray(at + delimiter.length);
          return;
        }
        const safe = held.length - delimiter.length + 1;
        if (safe > 0) {
          yield held.subarray(0, safe);
          held = held.subarray(safe);
        }
        await more();
      }
    },
  };
}
