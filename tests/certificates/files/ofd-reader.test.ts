import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { projectDirectory } from '../../../infra/local/project-directory.ts';
import { buildMetadata } from '../../../lib/certificates/file/build-metadata.ts';
import { definedOnly } from '../../../lib/kernel/defined-only.ts';
import { p256Key, sm2Key } from '../../adapters/certificates/signing/keys.ts';
import { openBrowser } from '../../journeys/browser.ts';
import { chromium } from '../../journeys/chromium.ts';
import { documentWith } from '../lookup/builders.ts';
import { fonts } from './fonts.ts';
import { copyNote, entriesOf, madeFile, signedOf } from './made-file.ts';
import { stampingSigner } from './stamped.ts';

/** An OFD reader independent of the writer; it draws in a browser. */
const reader = join(projectDirectory, 'node_modules/ofd.js/lib/ofd.umd.min.js');

const document = documentWith({
  Face: [...documentWith().Face, { Name: 'KZ_A', Label: '附记', Value: '共有人：“甲” & <乙>；面积 120.5㎡，𣗋' }],
});
const signed = await signedOf(document);

const Read = z.object({ pages: z.int(), texts: z.array(z.string()), paths: z.int() });

/** Opens and draws the file: number of pages, and their texts. */
const openAndDraw = `async (base64) => {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const documents = await new Promise((success, fail) => ofd.parseOfdDocument({ ofd: bytes.buffer, success, fail }));
  const divs = ofd.renderOfd(800, documents[0]);
  document.body.append(...divs);
  await document.fonts.ready;
  return {
    pages: divs.length,
    texts: [...document.querySelectorAll('svg')].map((svg) => [...svg.querySelectorAll('text')].map((text) => text.textContent).join('')).filter((text) => text !== ''),
    paths: document.querySelectorAll('path').length,
  };
}`;

const Stamp = z.object({
  verified: z.unknown(),
  name: z.string(),
  box: z.array(z.number()),
  pixels: z.array(z.number()),
  colours: z.array(z.string()),
});

/** What the reader shows of stamps: its verdict, the seal's name, the box in mm, and the picture as the browser decodes it. */
const stampsShown = `async () => await Promise.all([...document.querySelectorAll('svg[name=seal_img_div]')].map(async (stamp) => {
  const picture = new Image();
  picture.src = stamp.querySelector('image').href.baseVal;
  await picture.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [picture.naturalWidth, picture.naturalHeight];
  const context = canvas.getContext('2d');
  context.drawImage(picture, 0, 0);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const colours = new Set();
  for (let at = 0; at < data.length; at += 4) if (data[at + 3] === 255) colours.add([...data.subarray(at, at + 3)].join(' '));
  const page = stamp.parentElement.getBoundingClientRect();
  const box = stamp.getBoundingClientRect();
  const mm = 210 / page.width;
  return {
    verified: JSON.parse(stamp.dataset.signedInfo).VerifyRet,
    name: JSON.parse(stamp.dataset.sesSignature).toSign.eseal.esealInfo.property.name,
    box: [box.left - page.left, box.top - page.top, box.width, box.height].map((length) => length * mm),
    pixels: [canvas.width, canvas.height],
    colours: [...colours],
  };
}))`;

/** Loads a font as web pages do, which refuses a damaged one, and measures a text in it. */
const widthInFont = `async ([base64, text]) => {
  const font = await new FontFace('brought', Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))).load();
  document.fonts.add(font);
  const context = document.createElement('canvas').getContext('2d');
  context.font = '1000px brought';
  return context.measureText(text).width / 1000;
}`;

/** The XML as the browser parses it, with namespaces. */
const customData = `(xml) => {
  const parsed = new DOMParser().parseFromString(xml, 'application/xml');
  return [...parsed.getElementsByTagNameNS('http://www.ofdspec.org/2016', 'CustomData')].map((data) => [data.getAttribute('Name'), data.textContent]);
}`;

describe.skipIf(chromium === null)('in Chromium', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => await browser.close());

  const opened = async (file: Uint8Array) => {
    const { page, faults } = await browser.visit();
    await page.addScriptTag({ path: reader });
    const read = Read.parse(
      await page.evaluate(`(${openAndDraw})(${JSON.stringify(Buffer.from(file).toString('base64'))})`),
    );
    return { ...read, faults };
  };

  test('ofd.js opens the file and shows the whole face', async () => {
    const { pages, texts, paths, faults } = await opened(await madeFile('ofd', signed));
    expect([pages, faults]).toEqual([1, []]);
    const printed = texts.join('').replaceAll(/\s/gu, '');
    const words = [
      document.CertificateName,
      document.CertificateIdentifier,
      document.CertificateIssuingAuthorityName,
      ...document.Face.flatMap(({ Label, Value }) => [Label, Value]),
    ];
    expect(words.filter((word) => !printed.includes(word.replaceAll(/\s/gu, '')))).toEqual([]);
    expect(paths).toBeGreaterThan(3); // frame, lines, the QR code
  });

  test.each([
    ['regular', document.CertificateNumber],
    ['bold', document.CertificateName],
  ] as const)('the %s font that it brings is whole, and as wide as was measured', async (weight, text) => {
    const { page } = await browser.visit();
    const font = entriesOf(await madeFile('ofd', signed))[`Doc_0/Res/${weight}.ttf`] ?? new Uint8Array(0);
    const width = await page.evaluate(
      `(${widthInFont})(${JSON.stringify([Buffer.from(font).toString('base64'), text])})`,
    );
    expect(width).toBeCloseTo(fonts.widthOf(text, weight), 3);
  });

  test('a copy shows its note, and the watermark across the page', async () => {
    const { texts } = await opened(await madeFile('ofd', signed, { copy: copyNote }));
    const printed = texts.join('').replaceAll(/\s/gu, '');
    for (const words of [
      '加注件',
      copyNote.CertificateCopyCause,
      copyNote.CertificateCopyCreator,
      '2026-11-24 14:00',
      '2026-12-24 14:00',
    ])
      expect(printed).toContain(words.replaceAll(/\s/gu, ''));
  });

  test('a face of several pages has as many pages', async () => {
    const long = documentWith({
      Face: Array.from({ length: 80 }, (_, n) => ({ Name: 'KZ_A', Label: `第${n}项`, Value: `内容${n}` })),
    });
    expect((await opened(await madeFile('ofd', await signedOf(long)))).pages).toBeGreaterThan(1);
  });

  test.each([
    ['SM2', sm2Key, true],
    ['P-256', p256Key, false], // the reader knows RSA and SM2
  ] as const)(
    'ofd.js shows the stamp of %s where the issuing authority stands, and verifies SM2',
    async (_, key, verified) => {
      const { page, faults } = await browser.visit();
      await page.addScriptTag({ path: reader });
      const file = await madeFile('ofd', signed, await stampingSigner(key));
      await page.evaluate(`(${openAndDraw})(${JSON.stringify(Buffer.from(file).toString('base64'))})`);
      const [stamp, ...others] = z.array(Stamp).parse(await page.evaluate(`(${stampsShown})()`));
      expect([others, faults]).toEqual([[], []]);
      expect(stamp).toMatchObject({
        verified,
        name: '漯河市电子证照专用章（演示）',
        pixels: [360, 360],
        colours: ['206 24 30'],
      });
      const [x = 0, y = 0, width = 0, height = 0] = stamp?.box ?? [];
      expect([Math.round(width), Math.round(height)]).toEqual([42, 42]);
      expect(x > 105 && x + width < 210 && y > 200 && y + height < 297).toBe(true);
    },
  );

  test.each([
    ['of the certificate', undefined],
    ['of a copy', copyNote],
  ])('the metadata %s are its custom data, read by the browser’s XML parser', async (_, copy) => {
    const { page } = await browser.visit();
    const entries = entriesOf(await madeFile('ofd', signed, definedOnly({ copy })));
    const xml = new TextDecoder().decode(entries['OFD.xml']);
    expect(await page.evaluate(`(${customData})(${JSON.stringify(xml)})`)).toEqual(buildMetadata(document, copy));
  });
});
