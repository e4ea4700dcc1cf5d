import { describe, expect, test } from 'vitest';
import { newLocalSeal } from '../../../infra/local/seal/local-seal.ts';
import type { FileSigner } from '../../../lib/adapters/certificates/files/file-signer.ts';
import { signOfd } from '../../../lib/adapters/certificates/files/ofd-signature.ts';
import { newPrivateKey } from '../../../lib/adapters/certificates/signing/new-private-key.ts';
import { openPrivateKey } from '../../../lib/adapters/certificates/signing/open-signing-key.ts';
import type { PrivateKey } from '../../../lib/adapters/certificates/signing/private-key.ts';
import { signJws } from '../../../lib/adapters/certificates/signing/sign-jws.ts';
import type { CitySeal } from '../../../lib/certificates/seal/read-city-seal.ts';
import { p256Key, sm2Key } from '../../adapters/certificates/signing/keys.ts';
import { chainSignerOf } from '../files/chain-signer.ts';
import { entriesOf, madeFile } from '../files/made-file.ts';
import { givenSeal, packed, sealedAgain, stampingSigner, type Entries } from '../files/stamped.ts';
import { bytesOf, documentAt, signedBy, trusting, validityOf } from './shown.ts';

const names = {
  root: 'OFD.xml',
  page: 'Doc_0/Pages/Page_0/Content.xml',
  list: 'Doc_0/Signs/Signatures.xml',
  description: 'Doc_0/Signs/Sign_0/Signature.xml',
  value: 'Doc_0/Signs/Sign_0/SignedValue.dat',
  seal: 'Doc_0/Signs/Sign_0/Seal.esl',
} as const;

const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
const replaced =
  (name: string, from: string | RegExp, to: string) =>
  (entries: Entries): Entries => ({
    ...entries,
    [name]: bytesOf(textOf(entries[name]).replace(from, to)),
  });
const without =
  (...gone: readonly string[]) =>
  (entries: Entries): Entries =>
    Object.fromEntries(Object.entries(entries).filter(([name]) => !gone.includes(name)));
const flipped =
  (name: string, at: number) =>
  (entries: Entries): Entries => {
    const content = Uint8Array.from(entries[name] ?? []);
    const index = at < 0 ? content.length + at : at;
    content[index] = (content[index] ?? 0) ^ 1;
    return { ...entries, [name]: content };
  };

async function platform(key: PrivateKey) {
  const stamping = await stampingSigner(key);
  const opened = await openPrivateKey(key);
  const [signed, otherSigned] = [await signedBy(opened, documentAt(0)), await signedBy(opened, documentAt(1))];
  return {
    key,
    ...stamping,
    signed,
    stamped: await madeFile('ofd', signed, stamping),
    plain: await madeFile('ofd', signed, { fileSigner: stamping.fileSigner }),
    other: entriesOf(await madeFile('ofd', otherSigned, stamping)),
  };
}

type Platform = Awaited<ReturnType<typeof platform>>;

/** What is done to a stamped file; `other` is another certificate's file with the same seal. */
const changes: readonly (readonly [what: string, change: (entries: Entries, other: Entries) => Entries])[] = [
  ['a page is changed', flipped(names.page, -1)],
  ['the metadata are changed', replaced(names.root, 'Guiji', 'guiji')],
  ['a font is changed', flipped('Doc_0/Res/bold.ttf', -1)],
  [
    'a part is added that no digest names',
    (entries) => ({ ...entries, 'Doc_0/Pages/Page_1/Content.xml': bytesOf('x') }),
  ],
  ['a part is added beside the signature', (entries) => ({ ...entries, 'Doc_0/Signs/Sign_1/Seal.esl': bytesOf('x') })],
  ['a part is removed', without('Doc_0/Res/bold.ttf')],
  ['the list of signatures is removed', without(names.list)],
  ['the description is removed', without(names.description)],
  ['the signed value is removed', without(names.value)],
  ['the seal is removed', without(names.seal)],
  [
    'all of the signature is removed, but not its name',
    without(names.list, names.description, names.value, names.seal),
  ],
  ['its name is removed from OFD.xml', replaced(names.root, /<ofd:Signatures>.*<\/ofd:Signatures>/, '')],
  [
    'OFD.xml names a second list',
    replaced(names.root, '</ofd:DocBody>', '<ofd:Signatures>/x</ofd:Signatures></ofd:DocBody>'),
  ],
  ['the list calls it a plain signature', replaced(names.list, 'Type="Seal"', 'Type="Sign"')],
  ['the list names another description', replaced(names.list, '/Sign_0/', '/Sign_1/')],
  [
    'the list has a second signature',
    replaced(names.list, '</ofd:Signatures>', '<ofd:Signature ID="s003" BaseLoc="/x"/></ofd:Signatures>'),
  ],
  ['the stamp is moved', replaced(names.description, /Boundary="\d/, 'Boundary="9')],
  ['the stamp is no longer named', replaced(names.description, /<ofd:StampAnnot.*<\/ofd:Seal>/, '')],
  ['the description is spelled otherwise', replaced(names.description, '<ofd:SignedInfo>', '<ofd:SignedInfo >')],
  ['the description has a comment', replaced(names.description, '<ofd:SignedInfo>', '<!-- --><ofd:SignedInfo>')],
  [
    'a digest is left out',
    replaced(names.description, /<ofd:Reference FileRef="\/Doc_0\/Pages.*?<\/ofd:Reference>/, ''),
  ],
  ['a digest is of another part', replaced(names.description, /(Page_0\/Content.xml"><ofd:CheckValue>)./, '$1-')],
  [
    'another algorithm is named',
    replaced(names.description, /<ofd:SignatureMethod>[\d.]+/, '<ofd:SignatureMethod>1.2.3'),
  ],
  ['the time is another', replaced(names.description, /(<ofd:SignatureDateTime>)\d{4}/, '$12020')],
  ['a byte of the signed value is changed', flipped(names.value, -1)],
  ['a byte of its certificate is changed', flipped(names.value, -200)],
  ['a byte of the seal is changed', flipped(names.seal, 300)],
  [
    'the signed value is of another file',
    (entries, other) => ({ ...entries, [names.value]: other[names.value] ?? new Uint8Array() }),
  ],
  [
    'the whole signature is of another file',
    (entries, other) => ({
      ...entries,
      [names.description]: other[names.description] ?? new Uint8Array(),
      [names.value]: other[names.value] ?? new Uint8Array(),
    }),
  ],
  [
    'the signed value has a byte more',
    (entries) => ({ ...entries, [names.value]: Uint8Array.from([...(entries[names.value] ?? []), 0]) }),
  ],
];

const platforms = { 'P-256': await platform(p256Key), SM2: await platform(sm2Key) };

describe.each(Object.entries(platforms))('an OFD stamped by %s', (_, { key, stamped, plain, other }: Platform) => {
  test('is sound, with and without a seal, and as it was before there were signatures', async () => {
    const before = await sealedAgain(
      plain,
      (entries) =>
        without(
          names.list,
          names.description,
          names.value,
        )(replaced(names.root, /<ofd:Signatures>.*<\/ofd:Signatures>/, '')(entries)),
      key,
    );
    for (const file of [Uint8Array.from(stamped), Uint8Array.from(plain), before])
      expect(await validityOf(file, trusting())).toBe('unchecked');
    expect(await validityOf(await sealedAgain(stamped, (entries) => entries, key), trusting())).toBe('unchecked');
  });

  test.each(changes)('is altered when %s: by our own seal', async (_what, change) => {
    const changed = packed(change(entriesOf(stamped), other));
    expect(await validityOf(changed, trusting())).toBe('altered');
  });

  test.each(changes)('is altered when %s: by the signature alone', async (_what, change) => {
    const changed = await sealedAgain(stamped, (entries) => change(entries, other), key);
    expect(await validityOf(changed, trusting())).toBe('altered');
  });
});

describe.each(Object.entries(platforms))('a stamp by %s', (curve, { key, fileSigner, signed }: Platform) => {
  const kind = curve === 'SM2' ? 'sm2' : 'es256';
  /** Writes with anybody's stamp; our own seal is the platform's. */
  const stampedBy = async (by: PrivateKey, sealOf: Uint8Array, now = new Date()) => {
    const stranger = await chainSignerOf(by);
    const file = await madeFile('ofd', signed, {
      fileSigner: { ...stranger, now: () => now },
      citySeal: givenSeal(sealOf),
    });
    return await validityOf(await sealedAgain(file, (entries) => entries, key), trusting());
  };

  test('of the platform’s key, as a measure', async () => {
    const { pem } = fileSigner;
    const file = await madeFile('ofd', signed, {
      fileSigner,
      citySeal: givenSeal(await newLocalSeal(pem, kind, new Date())),
    });
    expect(await validityOf(Uint8Array.from(file), trusting())).toBe('unchecked');
  });

  test('of a stranger’s key, with the stranger’s certificate', async () => {
    const stranger = newPrivateKey(key.crv);
    const { pem } = await chainSignerOf(stranger);
    expect(await stampedBy(stranger, await newLocalSeal(pem, kind, new Date()))).toBe('altered');
  });

  test('with a seal for another certificate of the same key', async () => {
    const { pem } = await chainSignerOf(key);
    expect(await stampedBy(key, await newLocalSeal(pem, kind, new Date()))).toBe('altered');
  });

  test.each<[string, number]>([
    ['before the seal is valid', -2 * 3_600_000],
    ['after it has ended', 11 * 366 * 86_400_000],
  ])('made %s', async (_, ms) => {
    const now = new Date();
    const seal = givenSeal(await newLocalSeal(fileSigner.pem, kind, now));
    const at = new Date(now.getTime() + ms);
    const file = await madeFile('ofd', signed, { fileSigner: { ...fileSigner, now: () => at }, citySeal: seal });
    expect(await validityOf(Uint8Array.from(file), trusting())).toBe('altered');
  });

  test('with a seal that its maker did not sign', async () => {
    const der = Uint8Array.from(await newLocalSeal(fileSigner.pem, kind, new Date()));
    der[der.length - 1] = (der.at(-1) ?? 0) ^ 1;
    const file = await madeFile('ofd', signed, { fileSigner, citySeal: givenSeal(der) });
    expect(await validityOf(Uint8Array.from(file), trusting())).toBe('altered');
  });
});

/** Files of a writer that signs by the platform's key, with right digests, but not what our own writer signs. */
describe.each(Object.entries(platforms))('an OFD signed wrongly by %s', (curve, platform: Platform) => {
  const { key, fileSigner, citySeal, stamped } = platform;
  const kind = curve === 'SM2' ? 'sm2' : 'es256';
  type Signing = { readonly seal?: CitySeal; readonly signer?: FileSigner };
  const signedAnew = async (
    change: (entries: Entries) => Entries,
    { seal = citySeal.seal, signer = fileSigner }: Signing = {},
  ) => {
    const parts = without(names.description, names.value, 'Seal.jws')(change(entriesOf(stamped)));
    const page = Number(/<ofd:Page ID="(\d+)"/.exec(textOf(parts['Doc_0/Document.xml']))?.[1]);
    const signed = await signOfd(new Map(Object.entries(parts)), signer, { seal, page, box: [100, 200, 42, 42] });
    const file = await sealedAgain(stamped, (before) => ({ ...before, ...parts, ...Object.fromEntries(signed) }), key);
    return await validityOf(file, trusting());
  };

  test('as a measure, by what ours signs', async () =>
    expect(await signedAnew((entries) => entries)).toBe('unchecked'));

  test.each<[string, (entries: Entries) => Entries]>([
    ['OFD.xml names no list', replaced(names.root, /<ofd:Signatures>.*<\/ofd:Signatures>/, '')],
    ['OFD.xml names another list', replaced(names.root, '/Signs/Signatures.xml', '/Signs/Other.xml')],
    ['the list calls it a plain signature', replaced(names.list, 'Type="Seal"', 'Type="Sign"')],
    ['the list names another description', replaced(names.list, '/Sign_0/', '/Sign_1/')],
  ])('%s', async (_, change) => expect(await signedAnew(change)).toBe('altered'));

  test('the seal in the package is another than the one applied', async () => {
    const other = givenSeal(await newLocalSeal(fileSigner.pem, kind, new Date(Date.now() - 1000)));
    expect(await signedAnew((entries) => entries, { seal: other.seal })).toBe('altered');
  });

  test('the certificate is of another key', async () => {
    const stranger = await stampingSigner(newPrivateKey(key.crv));
    const { seal } = stranger.citySeal;
    const signer = { ...fileSigner, chain: stranger.fileSigner.chain };
    const withSeal = (entries: Entries): Entries => ({ ...entries, [names.seal]: seal.der });
    expect(await signedAnew(withSeal, { seal, signer })).toBe('altered');
  });
});

test('an OFD that says it is a copy of another document is altered, however it is signed', async () => {
  const { key, stamped } = platforms['P-256'];
  const { signer } = await openPrivateKey(key);
  const seal = await signJws(signer, 'guiji-file-seal', { kind: 'ofd', identifier: 'x', document: 'x', digest: 'x' });
  const changed = packed({ ...entriesOf(stamped), 'Seal.jws': bytesOf(seal) });
  expect(await validityOf(changed, trusting())).toBe('altered');
});
