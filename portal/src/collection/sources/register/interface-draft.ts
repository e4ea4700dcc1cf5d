import { z } from 'zod';
import { InterfaceDeclaration, TimeForm } from '../../../../../schemas/collection/sources/interface-declaration.ts';
import { AuthenticationDraft, fromAuthentication, toAuthentication } from './authentication-draft.ts';
import { fromRecord, fromWords, named, Pairs, toNumber, toRecord, toWords } from './draft-texts.ts';

const FieldDraft = z.object({
  from: z.string(),
  convert: z.enum(['raw', 'epoch-seconds', 'epoch-milliseconds']),
  /** `HOME=1、OTHER=9` */
  codes: z.string(),
});
export type FieldDraft = z.infer<typeof FieldDraft>;

/** What the inputs hold; numbers are texts until they are sent, and inputs of other kinds keep what was typed. */
export const InterfaceDraft = z.object({
  channel: z.literal('interface'),
  name: z.string(),
  method: z.enum(['GET', 'POST']),
  url: z.string(),
  headers: Pairs,
  query: Pairs,
  body: z.string(),
  mediaType: z.string(),
  soap: z.enum(['none', '1.1', '1.2']),
  soapAction: z.string(),
  authentication: AuthenticationDraft,
  format: z.enum(['json', 'xml']),
  charset: z.enum(['utf-8', 'gb18030']),
  records: z.string(),
  successPath: z.string(),
  successValues: z.string(),
  total: z.string(),
  fields: z.record(z.string(), FieldDraft),
  deletionFrom: z.string(),
  deletionValues: z.string(),
  paging: z.enum(['none', 'page', 'offset', 'cursor', 'link']),
  first: z.enum(['0', '1']),
  size: z.string(),
  ends: z.enum(['short-page', 'until-empty']),
  nextPage: z.string(),
  increment: z.enum(['full', 'update-time', 'cursor']),
  timeForm: TimeForm,
  overlapSeconds: z.string(),
  nextCursor: z.string(),
  firstCursor: z.string(),
  timeoutSeconds: z.string(),
  pageBytes: z.string(),
  pages: z.string(),
  requestsPerMinute: z.string(),
  concurrency: z.string(),
  ca: z.string(),
});
export type InterfaceDraft = z.infer<typeof InterfaceDraft>;

export const emptyField: FieldDraft = { from: '', convert: 'raw', codes: '' };

/** An empty form, with the platform's defaults. */
export const emptyInterface = (): InterfaceDraft => ({
  ...fromInterface(
    InterfaceDeclaration.parse({
      channel: 'interface',
      name: '-',
      request: { method: 'GET', url: 'http://a', query: {} },
      authentication: { kind: 'none' },
      answer: { format: 'json', records: '$' },
      fields: [{ field: 'a', from: 'a' }],
      paging: { kind: 'page', size: 500 },
      increment: { kind: 'update-time' },
    }),
  ),
  name: '',
  url: '',
  records: '',
  fields: {},
});

/** The inputs for a declaration. */
export function fromInterface(declaration: InterfaceDeclaration): InterfaceDraft {
  const { name, request, authentication, answer, fields, deletion, limits, ca } = declaration;
  return {
    channel: 'interface',
    name,
    ...fromRequest(request),
    authentication: fromAuthentication(authentication),
    format: answer.format,
    charset: answer.charset,
    records: answer.records,
    successPath: answer.success?.path ?? '',
    successValues: fromWords(answer.success?.is ?? []),
    total: answer.total ?? '',
    fields: Object.fromEntries(
      fields.map(({ field, from, convert, codes = {} }) => [
        field,
        { from, convert, codes: fromWords(Object.entries(codes).map((pair) => pair.join('='))) },
      ]),
    ),
    deletionFrom: deletion?.from ?? '',
    deletionValues: fromWords(deletion?.is ?? []),
    ...fromPaging(declaration.paging),
    ...fromIncrement(declaration.increment),
    timeoutSeconds: `${limits.timeoutSeconds}`,
    pageBytes: `${limits.pageBytes}`,
    pages: `${limits.pages}`,
    requestsPerMinute: `${limits.requestsPerMinute}`,
    concurrency: `${limits.concurrency}`,
    ca: ca ?? '',
  };
}

type RequestDraft = Pick<
  InterfaceDraft,
  'method' | 'url' | 'headers' | 'query' | 'body' | 'mediaType' | 'soap' | 'soapAction'
>;

function fromRequest(request: InterfaceDeclaration['request']): RequestDraft {
  return {
    method: request.method,
    url: request.url,
    headers: fromRecord(request.headers),
    query: fromRecord(request.query),
    body: request.body ?? '',
    mediaType: request.mediaType,
    soap: request.soap?.version ?? 'none',
    soapAction: request.soap?.action ?? '',
  };
}

type PagingDraft = Pick<InterfaceDraft, 'paging' | 'first' | 'size' | 'ends' | 'nextPage'>;

function fromPaging(paging: InterfaceDeclaration['paging']): PagingDraft {
  return {
    paging: paging.kind,
    first: paging.kind === 'page' && paging.first === 0 ? '0' : '1',
    size: paging.kind === 'none' ? '500' : `${paging.size}`,
    ends: paging.kind === 'page' || paging.kind === 'offset' ? paging.ends : 'short-page',
    nextPage: paging.kind === 'cursor' ? paging.next : '',
  };
}

type IncrementDraft = Pick<InterfaceDraft, 'increment' | 'timeForm' | 'overlapSeconds' | 'nextCursor' | 'firstCursor'>;

function fromIncrement(increment: InterfaceDeclaration['increment']): IncrementDraft {
  return {
    increment: increment.kind,
    timeForm: increment.kind === 'update-time' ? increment.form : 'yyyy-MM-dd HH:mm:ss',
    overlapSeconds: increment.kind === 'update-time' ? `${increment.overlapSeconds}` : '600',
    nextCursor: increment.kind === 'cursor' ? increment.next : '',
    firstCursor: increment.kind === 'cursor' ? increment.first : '',
  };
}

type Sent = z.input<typeof InterfaceDeclaration>;

/** The declaration as it is sent; `fields` gives the order of the mapping. */
export function toInterface(draft: InterfaceDraft, fields: readonly string[]): Sent {
  return {
    channel: 'interface',
    name: draft.name.trim(),
    request: toSentRequest(draft),
    authentication: toAuthentication(draft.authentication),
    answer: {
      format: draft.format,
      charset: draft.charset,
      records: draft.records.trim(),
      ...(draft.successPath.trim() === ''
        ? {}
        : { success: { path: draft.successPath.trim(), is: toWords(draft.successValues) } }),
      ...named('total', draft.total),
    },
    fields: mappedFields(draft, fields).map((field) => toSentField(field, draft.fields[field] ?? emptyField)),
    ...(draft.deletionFrom.trim() === ''
      ? {}
      : { deletion: { from: draft.deletionFrom.trim(), is: toWords(draft.deletionValues) } }),
    paging: toSentPaging(draft),
    increment: toSentIncrement(draft),
    limits: {
      timeoutSeconds: toNumber(draft.timeoutSeconds),
      pageBytes: toNumber(draft.pageBytes),
      pages: toNumber(draft.pages),
      requestsPerMinute: toNumber(draft.requestsPerMinute),
      concurrency: toNumber(draft.concurrency),
    },
    ...named('ca', draft.ca),
  };
}

/** The fields that are mapped, in the order in which they are sent. */
export const mappedFields = (draft: InterfaceDraft, fields: readonly string[]): readonly string[] =>
  fields.filter((field) => (draft.fields[field]?.from ?? '').trim() !== '');

function toSentField(field: string, { from, convert, codes }: FieldDraft): Sent['fields'][number] {
  const pairs = toWords(codes).map((pair): [string, string] => {
    const [code = '', ...rest] = pair.split('=');
    return [code.trim(), rest.join('=').trim()];
  });
  return {
    field,
    from: from.trim(),
    convert,
    ...(pairs.length === 0 ? {} : { codes: Object.fromEntries(pairs) }),
  };
}

function toSentRequest(draft: InterfaceDraft): Sent['request'] {
  return {
    method: draft.method,
    url: draft.url.trim(),
    headers: toRecord(draft.headers),
    query: toRecord(draft.query),
    ...(draft.body === '' || draft.method === 'GET' ? {} : { body: draft.body }),
    mediaType: draft.mediaType.trim(),
    ...(draft.soap === 'none' ? {} : { soap: { version: draft.soap, action: draft.soapAction.trim() } }),
  };
}

function toSentPaging({ paging: kind, first, size, ends, nextPage }: PagingDraft): Sent['paging'] {
  switch (kind) {
    case 'none':
      return { kind };
    case 'page':
      return { kind, first: Number(first), size: toNumber(size), ends };
    case 'offset':
      return { kind, size: toNumber(size), ends };
    case 'cursor':
      return { kind, next: nextPage.trim(), size: toNumber(size) };
    case 'link':
      return { kind, size: toNumber(size) };
  }
}

function toSentIncrement(draft: IncrementDraft): Sent['increment'] {
  switch (draft.increment) {
    case 'full':
      return { kind: 'full' };
    case 'update-time':
      return { kind: 'update-time', form: draft.timeForm, overlapSeconds: toNumber(draft.overlapSeconds) };
    case 'cursor':
      return { kind: 'cursor', next: draft.nextCursor.trim(), first: draft.firstCursor };
  }
}
