/// <reference lib="dom" />

import { KeySet, type PublicKey } from '../../schemas/certificates/key-set.ts';
import { verifyTools } from '../adapters/certificates/verifying/verify-tools.ts';
import { maskHolder } from '../certificates/mask.ts';
import { validityTone } from '../certificates/verify/page/validity-tone.ts';
import type { Trust } from '../certificates/verify/ports.ts';
import { verifyFile, type FileVerificationResult } from '../certificates/verify/verify-file.ts';
import { chineseDay, minuteInShanghai } from '../kernel/instant.ts';

// Fetches keys and status lists only; no byte of a file leaves the browser.

let keys = new Map<string, PublicKey>();

async function fetchKeys(cache: RequestCache): Promise<void> {
  const answer = await fetch('/keys', { cache });
  if (answer.ok) keys = new Map(KeySet.parse(await answer.json()).keys.map((key) => [key.kid, key]));
}

/** An unknown key may be newer than the cached set, which is fetched again once per file. */
async function findKey(kid: string): Promise<PublicKey | null> {
  for (const cache of ['default', 'reload'] as const) {
    if (!keys.has(kid)) await fetchKeys(cache);
  }
  return keys.get(kid) ?? null;
}

/** Lists are fetched from this platform only, whatever host a file names. */
async function fetchStatusList(address: string): Promise<string | null> {
  if (!URL.canParse(address)) return null;
  const answer = await fetch(new URL(address).pathname).catch(() => null);
  return answer?.ok === true ? await answer.text() : null;
}

async function verify(file: File): Promise<FileVerificationResult> {
  const trust: Trust = { key: findKey, statusList: fetchStatusList, now: new Date().toISOString() };
  return await verifyFile(new Uint8Array(await file.arrayBuffer()), trust, verifyTools);
}

function line(tag: string, text: string, className?: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  if (className !== undefined) element.className = className;
  return element;
}

function resultSection(
  file: File,
  { validity, title, sentence, document: found, copy, list }: FileVerificationResult,
): HTMLElement {
  const { tone, mark } = validityTone(validity);
  const section = document.createElement('section');
  section.className = `validity ${tone}`;
  section.dataset['validity'] = validity;
  const heading = line('p', '', 'title');
  const sign = line('span', mark, 'mark');
  sign.ariaHidden = 'true';
  heading.append(sign, title);
  section.append(heading, line('p', sentence, 'sentence'));
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['文件', file.name],
    ['证照名称', found?.CertificateName],
    ['证照编号', found?.CertificateNumber],
    ['持证主体', found?.CertificateHolders.map(maskHolder).join('、')],
    ['颁发机构', found?.CertificateIssuingAuthorityName],
    ['颁发日期', found === undefined ? undefined : chineseDay(found.CertificateIssuedDate)],
    ['加注件用途', copy?.CertificateCopyCause],
    ['加注件使用单位', copy?.CertificateCopyCreator],
    ['加注件有效至', copy === undefined ? undefined : minuteInShanghai(copy.CertificateCopyExpiringTime)],
    ['状态清单时间', list !== undefined && 'status' in list ? minuteInShanghai(list.madeAt) : undefined],
  ];
  const terms = document.createElement('dl');
  for (const [name, value] of facts) if (value !== undefined) terms.append(line('dt', name), line('dd', value));
  section.append(terms);
  return section;
}

async function verifyAll(files: readonly File[], results: HTMLElement): Promise<void> {
  results.replaceChildren(line('p', '正在核验……', 'note'));
  const sections: HTMLElement[] = [];
  for (const file of files) {
    sections.push(
      await verify(file).then(
        (result) => resultSection(file, result),
        () => line('p', `“${file.name}”没有核验成功：请检查网络后再试。`, 'note'),
      ),
    );
  }
  results.replaceChildren(...sections);
}

const [input, results] = [document.querySelector('#files'), document.querySelector('#results')];
if (input instanceof HTMLInputElement && results instanceof HTMLElement) {
  input.addEventListener('change', () => void verifyAll([...(input.files ?? [])], results));
  const area = input.closest('label');
  area?.addEventListener('dragover', (event) => event.preventDefault());
  area?.addEventListener('drop', (event) => {
    event.preventDefault();
    void verifyAll([...(event.dataTransfer?.files ?? [])], results);
  });
}
