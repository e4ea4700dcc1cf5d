import { z } from 'zod';
import { maxPaperBytes, PaperFormat } from '../collection/archive.ts';
import { hasPersonalNumber } from '../departments/question.ts';
import { Instant } from '../kernel/day.ts';
import { printableLine, shownLine } from '../kernel/printable-line.ts';

/** Of one application: they share its item. */
export const maxAttachments = 10;
export const maxAttachmentBytes = maxPaperBytes;

/** By the bytes, never by the name. */
export const AttachmentFormat = PaperFormat.exclude(['doc', 'xls']);
export type AttachmentFormat = z.infer<typeof AttachmentFormat>;

/** The id of an upload, and of the attachment that is made of it. */
export const AttachmentId = z.ulid();

/** Names the file as the sender's computer does; it may be personal data, so it is in no key and no log. */
export const AttachedFileName = printableLine({ min: 1, max: 200 }).refine((name) => !hasPersonalNumber(name), {
  error: '文件名里有像身份证号、手机号或银行卡号的数字。请把文件改名后再上传。',
});

/** A file that belongs to an application; its bytes are those of its hash. */
export const Attachment = z
  .object({
    id: AttachmentId,
    /** The file's name without its extension; in no key, address or log. */
    name: shownLine(),
    format: AttachmentFormat,
    /** Bytes. */
    size: z.int().min(1),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    addedAt: Instant,
    /** An account. */
    addedBy: z.string().min(1),
  })
  .strict();
export type Attachment = z.infer<typeof Attachment>;
