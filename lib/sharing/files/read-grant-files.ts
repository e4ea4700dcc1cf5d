import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import type { listGrantFilesRoute, readGrantFileRoute } from '../../../schemas/sharing/file-routes.ts';
import { nameActors, type ActorPorts } from '../../kernel/name-actors.ts';
import type { GrantReader } from '../use/ports.ts';
import { findOwnGrant } from '../use/read-grant.ts';
import { peopleBehind, toFileView } from './file-view.ts';
import type { FilePorts } from './ports.ts';

export type ReadGrantFilesPorts = ActorPorts & GrantReader & FilePorts;

/** Lists the recent files of a grant for its two parties and the centre; to others there is no grant. */
export async function listGrantFiles(
  { caller, params }: RouteInput<typeof listGrantFilesRoute>,
  ports: ReadGrantFilesPorts,
) {
  const grant = await findOwnGrant(caller, params.grant, ports);
  if (isRefused(grant)) return grant;
  const { files } = await ports.fileRepository.files(grant.id);
  const now = ports.now();
  return {
    items: files.map((file) => toFileView(file, now)),
    actors: await nameActors(caller, peopleBehind(files), ports),
  };
}

/** Shows one of them. */
export async function readGrantFile(
  { caller, params }: RouteInput<typeof readGrantFileRoute>,
  ports: ReadGrantFilesPorts,
) {
  const grant = await findOwnGrant(caller, params.grant, ports);
  if (isRefused(grant)) return grant;
  const { files } = await ports.fileRepository.files(grant.id);
  const file = files.find(({ id }) => id === params.file);
  if (file === undefined) return refused('file-not-found');
  return {
    file: toFileView(file, ports.now()),
    actors: await nameActors(caller, peopleBehind([file]), ports),
  };
}
