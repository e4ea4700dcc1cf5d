import { fileSource } from '../adapters/xlsx/source/file-source.ts';

/** Returns a Chinese sentence if the file cannot be read. */
export async function openFile(path: string): Promise<Awaited<ReturnType<typeof fileSource>> | string> {
  try {
    return await fileSource(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return '文件不存在，请检查路径和文件名。';
    if (code === 'EISDIR') return '这不是文件，请给出工作簿文件的路径。';
    if (code === 'EACCES' || code === 'EPERM') return '没有读取权限，请检查文件权限。';
    throw error;
  }
}
