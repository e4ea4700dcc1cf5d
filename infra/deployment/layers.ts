export type Layer = {
  /** osls zips it. Lambda unpacks it at /opt, and Node finds packages in /opt/nodejs/node_modules. */
  readonly path: string;
  /** Below node_modules/. */
  readonly files: readonly string[];
};

/** What changes more rarely than the functions that use it. The keys are those of serverless.yml. */
export const layers = {
  fonts: {
    path: 'dist/layers/fonts',
    files: ['@expo-google-fonts/noto-sans-sc/{400Regular,700Bold}/*.ttf'],
  },
} as const satisfies Readonly<Record<string, Layer>>;

export type LayerName = keyof typeof layers;
