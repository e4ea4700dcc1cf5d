/** Keys generated with openssl, for tests only. */
export const p256Key = {
  kty: 'EC',
  crv: 'P-256',
  d: 'PaogUaVlXtHwWfPpXxtPEzycHy9xFkba3NdIc8_UEKY',
  x: 'sab7RKVlCLCtNtegxrBJD1ZgfKXtB759Ycl886YE_8g',
  y: 'mBfo_a-v6eED2iqsOllYWOUlzULIGVFZpQQfTE9EP-M',
} as const;
export const sm2Key = {
  kty: 'EC',
  crv: 'SM2',
  d: 'woByd1cIZOO6pXdl0tkcfrp_2XB3OWSt7zl_pL_NiG0',
  x: 'Ga5OkkmdJ_qPTTP0pMCI8LlUL_6GedTQoCF-pr_n-GY',
  y: 'C1T1VJ-hJI8_7yHfmw58UP_Wnz2hG73PxHT1A5MpIaU',
} as const;
