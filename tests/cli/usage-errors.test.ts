import { describe, expect, test } from 'vitest';
import { commands } from '../../lib/cli/commands.ts';
import { call } from './run-cli.ts';

const account = { GUIJI_CLIENT_ID: 'x', GUIJI_CLIENT_SECRET: 'y' };

describe('a wrong call is answered by a sentence, without a network', () => {
  test.each<[string, string[], string]>([
    ['no such command', ['uplaod'], '没有“uplaod”这个命令'],
    ['an option that does not exist', ['upload', 'a.xlsx', '--mod', 'full'], '不认识选项“--mod”'],
    ['an option without its word', ['upload', 'a.xlsx', '--mode'], '选项“--mode”后面缺少内容'],
    [
      'an option whose word is the next option',
      ['upload', 'a.xlsx', '--dataset', '--wait'],
      '选项“--dataset”后面缺少内容',
    ],
    ['a word behind an option that takes none', ['check', 'a.xlsx', '--json=yes'], '选项“--json”后面不需要内容'],
    ['no file', ['upload', '--mode', 'full'], '请给出要报送的工作簿文件'],
    ['two files', ['upload', 'a.xlsx', 'b.xlsx', '--mode', 'full'], '多出了“b.xlsx”'],
    ['no mode', ['upload', 'a.xlsx'], '请用 --mode 说明报送方式'],
    ['a mode that does not exist', ['upload', 'a.xlsx', '--mode', 'all'], '请用 --mode 说明报送方式'],
    ['a file that is not there', ['upload', '/nowhere/a.xlsx', '--mode', 'full'], '文件不存在'],
    [
      'the same, its dataset named',
      ['upload', '/nowhere/a.xlsx', '--mode', 'full', '--dataset', 'vehicles'],
      '文件不存在',
    ],
    ['a dataset that cannot be one', ['template', '居民身份证'], '信息资源编号由小写字母'],
    ['no dataset', ['template'], '请给出信息资源编号'],
    ['a version that is no number', ['template', 'vehicles', '--version', 'one'], '目录版本号'],
    ['a delivery that cannot be one', ['findings', '123'], '26 位字母和数字'],
    ['a patience that is no number', ['receipt', '01ARZ3NDEKTSV4RRFFQ69G5FAV', '--timeout', 'long'], '等待的秒数'],
    ['an address that is none', ['datasets', '--url', 'localhost:8080'], '应以 http:// 或 https:// 开头'],
    ['an annotated file over the original', ['check', 'a.xlsx', '--annotated', './a.xlsx'], '不能覆盖原工作簿'],
  ])('%s', async (_, words, sentence) => {
    const { code, stdout, stderr } = await call(words, { environment: account });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(sentence);
  });

  test('an account that is missing', async () => {
    const { code, stderr } = await call(['datasets'], {
      environment: { GUIJI_CLIENT_ID: 'x', GUIJI_CLIENT_SECRET: ' ' },
    });
    expect(code).toBe(2);
    expect(stderr).toContain('GUIJI_CLIENT_SECRET');
  });

  test('never repeats the value of an option: it may be a misplaced secret', async () => {
    const { stderr } = await call(['upload', 'a.xlsx', '--secret=abc123', '--mode', 'full'], { environment: account });
    expect(stderr).toContain('--secret');
    expect(stderr).not.toContain('abc123');
  });
});

describe('help', () => {
  test('lists every command, the settings and the exit codes', async () => {
    const { code, stdout } = await call(['--help']);
    expect(code).toBe(0);
    const usages = Object.values(commands).flatMap(({ usage, summary }) => [`guiji ${usage}`, summary]);
    for (const word of [...usages, 'GUIJI_URL', 'GUIJI_CLIENT_ID', 'GUIJI_CLIENT_SECRET', 'GUIJI_ISSUER', '退出码'])
      expect(stdout).toContain(word);
  });

  test('without a word it is shown as well, but the call was wrong', async () => {
    expect((await call([])).code).toBe(2);
  });

  test.each(Object.keys(commands))('of %s names each of its options', async (name) => {
    const asked = [await call([name, '--help']), await call(['help', name])];
    expect(asked.map(({ code }) => code)).toEqual([0, 0]);
    const entry = Object.entries(commands).find(([key]) => key === name)?.[1];
    for (const [option] of entry?.options ?? []) expect(asked[0]?.stdout).toContain(option);
    expect(asked[1]).toEqual(asked[0]);
  });
});
