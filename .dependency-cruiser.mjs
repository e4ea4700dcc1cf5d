/** Who may import whom. Each rule's comment says what to do instead. Run by infra/tools/checks/imports.ts, which writes type-only imports as `require`. */
const typeOnly = 'require';
const rooms = 'departments|catalogue|collection|records|certificates|sharing|supervision';
const world = '^node_modules/(@aws-sdk|@smithy|dynamoose|exceljs|jose|pg|mysql2|undici)/';

const forbidden = [
  {
    name: 'no-circles',
    comment: 'Two files that need each other are one file, or a third thing that both need: take it out.',
    severity: 'error',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: [typeOnly] } },
  },
  {
    name: 'everything-resolves',
    comment: 'The path leads nowhere: mend it, or declare the package in package.json.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'declared-packages',
    comment:
      'A package that is there only because another one needs it may be gone tomorrow: declare it in package.json.',
    severity: 'error',
    from: { path: '^(schemas|lib|functions|infra|tests|portal)/' },
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'product-has-no-development-packages',
    comment:
      'What runs in the cloud may not need a devDependency: move the package to dependencies, or the code to infra/ or tests/. Types are fine. The generator of clients runs in the checkout, by the command line.',
    severity: 'error',
    from: { path: '^(schemas|lib|functions|portal)/', pathNot: '^lib/cli/grant-client/' },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: [typeOnly] },
  },
  {
    name: 'schemas-stand-alone',
    comment:
      'schemas/ is read by functions, portal, tests and documents alike: it imports schemas and zod only. A rule belongs to lib/kernel/ or to a room.',
    severity: 'error',
    from: { path: '^schemas/' },
    to: { pathNot: '^(schemas/|node_modules/zod/)' },
  },
  {
    name: 'kernel-is-pure',
    comment:
      'lib/kernel/ holds rules that every room may use: schemas and kernel only. What touches the world is an adapter behind a port.',
    severity: 'error',
    from: { path: '^lib/kernel/' },
    to: { pathNot: '^(schemas/|lib/kernel/|node_modules/zod/)' },
  },
  {
    name: 'rooms-do-not-meet',
    comment:
      "A room never imports another: put a shared word into schemas/, or name the need in the room's own ports.ts and join it in lib/wiring/.",
    severity: 'error',
    from: { path: `^lib/(${rooms})/` },
    to: { path: `^lib/(${rooms})/`, pathNot: '^lib/$1/' },
  },
  {
    name: 'rooms-are-pure',
    comment:
      'A room knows no AWS, no Excel, no SQL, no node: and no wiring. Ask for what it needs in ports.ts; the adapter carries it out.',
    severity: 'error',
    from: { path: `^lib/(${rooms})/` },
    to: { pathNot: `^(schemas/|lib/kernel/|lib/(${rooms})/|node_modules/zod/)` },
  },
  {
    name: 'adapters-know-ports-by-type-only',
    comment:
      "An adapter fulfils a room's port and may import its type; a decision that it needs is passed in by lib/wiring/.",
    severity: 'error',
    from: { path: '^lib/adapters/' },
    to: { path: `^lib/(${rooms})/`, dependencyTypesNot: [typeOnly] },
  },
  {
    name: 'adapters-know-no-wiring',
    comment: 'Wiring opens adapters, not the other way round: take the setting as an argument.',
    severity: 'error',
    from: { path: '^lib/adapters/' },
    to: { path: '^(lib/(wiring|cli)|functions|infra|tests|portal)/' },
  },
  {
    name: 'wiring-touches-no-world',
    comment: 'lib/wiring/ joins: AWS, Excel, SQL and node: belong to lib/adapters/, types of theirs too.',
    severity: 'error',
    from: { path: '^lib/wiring/' },
    to: { path: world },
  },
  {
    name: 'wiring-needs-no-node',
    comment: 'What needs node: is an adapter: put it into lib/adapters/ and let lib/wiring/ open it.',
    severity: 'error',
    from: { path: '^lib/wiring/' },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'wiring-looks-inwards',
    comment:
      'Functions and commands import wiring; wiring imports neither them nor anything of infra/, portal/ or tests/.',
    severity: 'error',
    from: { path: '^lib/wiring/' },
    to: { path: '^(lib/cli|functions|infra|tests|portal)/' },
  },
  {
    name: 'functions-are-joins',
    comment:
      'A function joins route, ports and use case of its own room. What more it does belongs to the use case or to lib/wiring/.',
    severity: 'error',
    from: { path: `^functions/(${rooms})/` },
    to: { pathNot: ['^(schemas|lib/kernel|lib/wiring)/', '^lib/$1/', '^node_modules/(zod|@middy|@types/aws-lambda)/'] },
  },
  {
    name: 'commands-are-an-edge',
    comment:
      'lib/cli/ is an edge like functions/: it may use wiring, rooms, adapters and node:, never infra/ or tests/.',
    severity: 'error',
    from: { path: '^lib/cli/' },
    to: { path: '^(functions|infra|tests|portal)/' },
  },
  {
    name: 'browser-scripts-are-an-edge',
    comment:
      'lib/browser/ runs in a browser: rooms, kernel, schemas, and the adapters that need neither node: nor AWS.',
    severity: 'error',
    from: { path: '^lib/browser/' },
    to: {
      pathNot: `^((schemas|lib/(browser|kernel|${rooms})|lib/adapters/(certificates/verifying|excel/rows|xlsx(?!/raw-workbook|/source/file)))/|lib/adapters/catalogue/to-pinyin\\.)`,
    },
  },
  {
    name: 'portal-reads-schemas-only',
    comment:
      'portal/ runs in a browser and asks the API for everything else: schemas, its own files and packages that need no node:. A rule that both sides apply is a worker of lib/browser/.',
    severity: 'error',
    from: { path: '^portal/' },
    to: { path: ['^(lib|functions|infra|tests)/', world] },
  },
  {
    name: 'portal-needs-no-node',
    comment: 'A browser has no node: modules: use what the web platform offers.',
    severity: 'error',
    from: { path: '^portal/' },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'portal-rooms-do-not-meet',
    comment: "A room's pages never import another room's: what both need belongs to portal/src/shared/.",
    severity: 'error',
    from: { path: `^portal/src/(${rooms})/` },
    to: { path: `^portal/src/(frame|${rooms})/`, pathNot: '^portal/src/$1/' },
  },
  {
    name: 'portal-shared-knows-no-page',
    comment: 'portal/src/shared/ serves every page: what it needs of one is an argument.',
    severity: 'error',
    from: { path: '^portal/src/shared/' },
    to: { path: `^portal/src/(frame|${rooms})/` },
  },
  {
    name: 'nobody-imports-an-edge',
    comment:
      'functions/ and lib/cli/ are entered from outside: what others need of them belongs to a room, to wiring or to an adapter.',
    severity: 'error',
    from: { path: '^(schemas|lib|infra)/', pathNot: '^lib/(cli|browser)/' },
    to: { path: '^(functions|lib/(cli|browser))/' },
  },
  {
    name: 'product-knows-no-local-stack',
    comment: 'Product code has no local branch: infra/ and tests/ know the product, never the other way round.',
    severity: 'error',
    from: { path: '^(schemas|lib|functions|portal)/' },
    to: { path: '^(infra|tests)/' },
  },
  {
    name: 'nobody-imports-tests',
    comment: 'A builder that others need is no test: put it into lib/kernel/synthetic/ or into the room.',
    severity: 'error',
    from: { pathNot: '^tests/' },
    to: { path: '^tests/' },
  },
];

export default {
  forbidden,
  options: {
    doNotFollow: { path: 'node_modules' },
    preserveSymlinks: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
