import { secretBinding } from '../../../../../schemas/collection/sources/secret-binding.ts';
import type { Source, SourceDeclaration } from '../../../../../schemas/collection/sources/source.ts';

type Registered = Pick<Source, 'state' | 'declaration' | 'secret'>;

/** What sending the form does, in sentences; `null` is a source that is not registered yet. */
export function consequencesOf(source: Registered | null, next: SourceDeclaration): readonly string[] {
  if (source === null) return ['登记后先填写凭据、测试调用，再由信息中心确认；确认以前平台不会按时间表读取。'];
  return [stateSentences[source.state], ...secretSentences(source, next)];
}

const again = '修改后须重新测试，并由信息中心重新确认；确认后先完整读取一次，再按时间表读取变化。';

const stateSentences = {
  registered: '现在的登记还没有确认。修改后须重新测试，再由信息中心确认。',
  returned: '信息中心已退回现在的登记。修改后重新送交信息中心，须先测试成功。',
  running: `这个数据源正在按时间表读取，修改后立即停止读取。${again}已公开的记录不受影响。`,
  paused: `这个数据源已暂停。${again}已公开的记录不受影响。`,
  retired: `这个数据源已停用。${again}`,
} as const satisfies Record<Source['state'], string>;

function secretSentences({ secret, declaration }: Registered, next: SourceDeclaration): readonly string[] {
  if (secret === undefined) return [];
  return (secret.boundTo ?? secretBinding(declaration)) === secretBinding(next)
    ? ['地址和认证方式没有变化，已登记的凭据继续使用，不用再填。']
    : ['地址、加密或认证方式有变化，已登记的凭据会被删除，不会发往新的地址；登记后请重新填写。'];
}
