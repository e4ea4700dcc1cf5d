import { z } from 'zod';
import { FieldKey } from '../../catalogue/field.ts';
import { shownLine } from '../../kernel/printable-line.ts';

/** Placeholders are encoded for their context. */
const Template = z.string().max(20_000);
const Name = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\x21-\x7e]+$/);
/** `data.list`, `result.0.rows`, or `$` for all. An XML attribute is `@name`; `(json)` and `(xml)` open a text. */
const Path = z
  .string()
  .min(1)
  .max(300)
  .refine((path) => path.split('.').every((step) => !/^\(.*\)$/.test(step) || step === '(json)' || step === '(xml)'), {
    error: '路径中只能用 (json) 或 (xml) 打开文本里的内容。',
  });
const HttpAddress = z.url({ protocol: /^https?$/ }).max(2_000);

/** Shanghai time, RFC 3339 with +08:00, or Unix time. */
export const TimeForm = z.enum([
  'yyyy-MM-dd HH:mm:ss',
  'yyyyMMddHHmmss',
  'yyyy-MM-dd',
  'rfc3339',
  'epoch-seconds',
  'epoch-milliseconds',
]);
export type TimeForm = z.infer<typeof TimeForm>;

export const Authentication = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }).strict(),
  /** RFC 7617; secret: `username`, `password`. */
  z.object({ kind: z.literal('basic') }).strict(),
  /** RFC 6750; secret: `token`. */
  z.object({ kind: z.literal('bearer') }).strict(),
  /** Secret: `key`. */
  z.object({ kind: z.literal('api-key'), in: z.enum(['header', 'query']), name: Name }).strict(),
  /** RFC 6749 §4.4; secret: `clientId`, `clientSecret`. */
  z
    .object({
      kind: z.literal('oauth2'),
      tokenUrl: HttpAddress,
      scope: z.string().max(500).optional(),
      clientIn: z.enum(['header', 'body']).default('header'),
    })
    .strict(),
  /** Secret: the named parts, each a placeholder in headers, query and body, such as `{{password}}`. */
  z
    .object({
      kind: z.literal('placeholders'),
      parts: z
        .array(z.string().regex(/^[A-Za-z]{1,30}$/))
        .min(1)
        .max(10),
    })
    .strict(),
  /**
   * Secret: `appKey`, `secret`. Placeholders: `appKey`, `timestamp` (milliseconds), `nonce`, `method`, `path`, `query`,
   * `body`, `bodyHash` (hex), for `sm3` also `secret`, in `headers` also `signature`.
   */
  z
    .object({
      kind: z.literal('signature'),
      algorithm: z.enum(['hmac-sha256', 'hmac-sm3', 'sm3']),
      text: Template,
      encoding: z.enum(['hex', 'base64']).default('hex'),
      headers: z.record(Name, z.string().max(2_000)),
    })
    .strict(),
]);
export type Authentication = z.infer<typeof Authentication>;

/** `codes` translates the service's codes; others stay. */
export const FieldMapping = z
  .object({
    field: FieldKey,
    from: Path,
    convert: z.enum(['raw', 'epoch-seconds', 'epoch-milliseconds']).default('raw'),
    codes: z.record(z.string(), z.string()).optional(),
  })
  .strict();
export type FieldMapping = z.infer<typeof FieldMapping>;

/** `short-page`: a page shorter than `size` is the last; `until-empty`: only an empty one. */
export const Paging = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }).strict(),
  z
    .object({
      kind: z.literal('page'),
      first: z.int().min(0).max(1).default(1),
      size: z.int().min(1).max(10_000),
      ends: z.enum(['short-page', 'until-empty']).default('short-page'),
    })
    .strict(),
  z
    .object({
      kind: z.literal('offset'),
      size: z.int().min(1).max(10_000),
      ends: z.enum(['short-page', 'until-empty']).default('short-page'),
    })
    .strict(),
  /** A page without a next cursor is the last. */
  z.object({ kind: z.literal('cursor'), next: Path, size: z.int().min(1).max(10_000).default(500) }).strict(),
  /** `Link: <…>; rel="next"`, RFC 8288. */
  z.object({ kind: z.literal('link'), size: z.int().min(1).max(10_000).default(500) }).strict(),
]);
export type Paging = z.infer<typeof Paging>;

export const Increment = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('full') }).strict(),
  /** `{{since}}` is the last run's `{{until}}` minus the overlap. */
  z
    .object({
      kind: z.literal('update-time'),
      form: TimeForm.default('yyyy-MM-dd HH:mm:ss'),
      overlapSeconds: z
        .int()
        .min(0)
        .max(7 * 86_400)
        .default(600),
    })
    .strict(),
  /** The last page holds the next run's cursor; the first run uses `first`. */
  z.object({ kind: z.literal('cursor'), next: Path, first: z.string().max(500).default('') }).strict(),
]);
export type Increment = z.infer<typeof Increment>;

export const InterfaceDeclaration = z
  .object({
    channel: z.literal('interface'),
    name: shownLine().min(1).max(100),
    request: z
      .object({
        method: z.enum(['GET', 'POST']),
        url: HttpAddress,
        headers: z.record(Name, z.string().max(2_000)).default({}),
        query: z.record(Name, Template).default({}),
        body: Template.optional(),
        /** SOAP requests ignore it. */
        mediaType: z.string().max(100).default('application/json'),
        /** When set, `body` is the content of the SOAP Body. */
        soap: z
          .object({ version: z.enum(['1.1', '1.2']), action: z.string().max(500).default('') })
          .strict()
          .optional(),
      })
      .strict(),
    authentication: Authentication,
    answer: z
      .object({
        format: z.enum(['json', 'xml']),
        charset: z.enum(['utf-8', 'gb18030']).default('utf-8'),
        records: Path,
        /** Checks a business code inside HTTP 200. */
        success: z
          .object({ path: Path, is: z.array(z.string()).min(1).max(20) })
          .strict()
          .optional(),
        total: Path.optional(),
      })
      .strict(),
    fields: z.array(FieldMapping).min(1).max(200),
    deletion: z
      .object({ from: Path, is: z.array(z.string()).min(1).max(20) })
      .strict()
      .optional(),
    paging: Paging,
    increment: Increment,
    limits: z
      .object({
        /** Limits one call, to the last byte of its answer. */
        timeoutSeconds: z.int().min(1).max(120).default(30),
        /** Limits the bytes of one answer. */
        pageBytes: z.int().min(1_000).max(50_000_000).default(10_000_000),
        pages: z.int().min(1).max(100_000).default(10_000),
        requestsPerMinute: z.int().min(1).max(6_000).default(600),
        /** Pages read in parallel, where they are numbered. */
        concurrency: z.int().min(1).max(8).default(1),
      })
      .strict()
      .prefault({}),
    /** The CA certificate (PEM) adds to the default ones. */
    ca: z.string().max(50_000).optional(),
  })
  .strict();
export type InterfaceDeclaration = z.infer<typeof InterfaceDeclaration>;
