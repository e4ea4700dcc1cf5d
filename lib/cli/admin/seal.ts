import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ChainCertificate } from '../../adapters/certificates/signing/cms/signing-chain.ts';
import { sealLimits, type SealObstacle } from '../../certificates/seal/check-city-seal.ts';
import { inspectPng } from '../../certificates/seal/inspect-png.ts';
import { readCitySeal, type CitySeal } from '../../certificates/seal/read-city-seal.ts';
import { Failure } from '../../kernel/failure.ts';
import { chineseDay, dayInShanghai } from '../../kernel/instant.ts';
import { citySealAdmin } from '../../wiring/admin/city-seal-admin.ts';
import { setting } from '../../wiring/setting.ts';
import { type Command, CommandRefused, UsageError } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { adminOptions, changeOptions, openAdminSession, selectStage } from './admin-session.ts';

const { least, greatest } = sealLimits.millimetres;

const obstacles: Readonly<Record<SealObstacle | 'maker', string>> = {
  picture: '印章图片不是完整的 PNG，或边长超过 2000 像素。请换用边长 300 到 800 像素、背景透明的 PNG 图片。',
  'picture-size': `印章图片超过 ${sealLimits.pictureBytes / 1024} KB。请缩小图片的边长或颜色数后再试，边长 300 到 800 像素即可。`,
  dimensions: `印章的宽和高应在 ${least} 到 ${greatest} 毫米之间。请核对“--width 毫米”；由制章机构制作的，请其更正。`,
  'other-certificate':
    '印章不是为本环境的签名证书制作的：其中的签章者证书与参数 signing-chain 的第一张证书不同。请把该证书交给制章机构，重新制章。',
  'out-of-date': '印章不在有效期内。请核对起止时间；已到期的，请向制章机构申请新的印章。',
  maker: '制章者的签名核对不上，文件可能已损坏或被改动。请向制章机构重新取得。',
};

/** Puts a seal of a licensed maker, or makes one of a picture. */
export const putSealCommand: Command = async (args, context) => {
  const options = { ...changeOptions, name: { type: 'string' }, width: { type: 'string' } } as const;
  const { values, positionals } = parseCommandLine(args, options, ['文件']);
  const bytes = await readSealFile(positionals[0] ?? '');
  const session = await openAdminSession(values, context);
  const signing = await signingCertificate();
  const png = inspectPng(bytes);
  const der = png === null ? bytes : await makeOf({ bytes, png, name: values.name, width: values.width }, signing);
  const seal = readCitySeal(der);
  if (seal === null)
    throw new CommandRefused(
      '这个文件不是完整的 PNG 图片（边长不超过 2000 像素），也不是第 4 版的电子印章（GB/T 38540，含 PNG 图片和签章者证书）。请换用其中一种。',
    );
  const obstacle = await citySealAdmin().obstacle(seal, signing, new Date());
  if (obstacle !== null) throw new CommandRefused(obstacles[obstacle]);
  const { id, name, validity, picture } = seal;
  await session.change(
    {
      what: 'seal-changed',
      target: id,
      detail: { name, width: picture.width, height: picture.height, to: validity.to },
      sentence: `启用电子印章${describeSeal(seal)}，60 秒内生效`,
    },
    () => citySealAdmin().write(der),
  );
  return exitCodes.done;
};

/** Exits with 1 when there is a seal that cannot be applied. */
export const showSealCommand: Command = async (args, context) => {
  const { values } = parseCommandLine(args, adminOptions, []);
  await selectStage(values);
  const seal = await citySealAdmin().read();
  if (seal === null) {
    context.stdout.write('还没有电子印章，OFD 文件不加盖印章。请用 guiji admin seal put 启用。\n');
    return exitCodes.done;
  }
  const obstacle =
    seal === 'unreadable' ? 'maker' : await citySealAdmin().obstacle(seal, await signingCertificate(), new Date());
  if (seal !== 'unreadable') context.stdout.write(`电子印章${describeSeal(seal)}，编号 ${seal.id}。\n`);
  if (obstacle === null) return exitCodes.done;
  context.stdout.write(`OFD 文件现在不能制作。${obstacles[obstacle]}\n`);
  return exitCodes.findings;
};

function describeSeal({ name, picture: { width, height }, validity }: CitySeal): string {
  return `“${name}”（${width}×${height} 毫米，有效期至 ${chineseDay(dayInShanghai(validity.to))}）`;
}

async function readSealFile(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch {
    throw new UsageError(`无法打开文件“${path}”。请给出印章图片（PNG）或电子印章（.esl）的路径。`);
  }
}

async function signingCertificate(): Promise<ChainCertificate> {
  const parameter = setting('SIGNING_CHAIN_PARAMETER');
  const sentence = `本环境的签名证书（参数 ${parameter}）还没有写入，或不是 PEM 证书。请先按部署说明写入，再启用印章。`;
  try {
    const certificate = await citySealAdmin().signingCertificate();
    if (certificate !== null) return certificate;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
  throw new CommandRefused(sentence);
}

type PictureFile = {
  readonly bytes: Uint8Array;
  readonly png: { readonly width: number; readonly height: number };
  readonly name: string | undefined;
  readonly width: string | undefined;
};

async function makeOf(
  { bytes, png, name = '', width = '' }: PictureFile,
  signing: ChainCertificate,
): Promise<Uint8Array> {
  const millimetres = Number(width);
  if (!/^\S.{1,59}$/u.test(name) || !Number.isInteger(millimetres) || millimetres < least || millimetres > greatest)
    throw new UsageError(
      `印章图片须写明“--name 印章名称”（2 到 60 个字）和“--width 毫米”（${least} 到 ${greatest} 的整数），例如 --name 漯河市电子证照专用章 --width 42。`,
    );
  const seal = await citySealAdmin().make(
    {
      id: `GUIJI-${randomUUID()}`,
      name,
      data: bytes,
      width: millimetres,
      height: Math.max(1, Math.round((millimetres * png.height) / png.width)),
    },
    signing,
    new Date(),
  );
  if (seal === null) throw new CommandRefused('签名证书的密钥不是 SM2 或 P-256，不能制章。请核对参数 signing-chain。');
  return seal;
}
