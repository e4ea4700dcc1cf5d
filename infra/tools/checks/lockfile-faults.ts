import { z } from 'zod';

const Lockfile = z.object({
  lockfileVersion: z.literal(3),
  packages: z.record(
    z.string(),
    z.looseObject({
      integrity: z.string().optional(),
      resolved: z.string().optional(),
      link: z.boolean().optional(),
      inBundle: z.boolean().optional(),
    }),
  ),
});

/**
 * Names the entries of package-lock.json without a strong hash, whose packages npm would install unverified, and those
 * that name a registry, which other people cannot reach. Packages of other platforms count too.
 */
export function lockfileFaults(lockfile: unknown): string[] {
  const { packages } = Lockfile.parse(lockfile);
  return Object.entries(packages).flatMap(([path, { integrity, resolved, link, inBundle }]) => {
    if (path === '' || link === true || inBundle === true) return [];
    const isHashed = integrity !== undefined && /(?:^| )sha512-[A-Za-z0-9+/]{86}==/.test(integrity);
    return [
      ...(isHashed ? [] : [`${path} has no SHA-512 integrity`]),
      ...(resolved === undefined ? [] : [`${path} names a registry (resolved)`]),
    ];
  });
}
